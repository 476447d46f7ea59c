//! Arrow columns, well-formed and not: what is not as the interface has it is refused, and released whatever comes of it.

use core::ffi::{CStr, c_void};
use core::mem::MaybeUninit;
use core::ptr;
use std::cell::Cell;
use std::rc::Rc;

use consent::*;

use crate::host::{Failed, NOON, WELFARE, checked, moving, query};

/// The structs as the specification has them.
#[derive(Clone, Copy)]
#[repr(C)]
struct Schema {
    format: *const i8,
    name: *const i8,
    metadata: *const i8,
    flags: i64,
    n_children: i64,
    children: *mut *mut Schema,
    dictionary: *mut Schema,
    release: Option<unsafe extern "C" fn(*mut Schema)>,
    private_data: *mut c_void,
}

#[derive(Clone, Copy)]
#[repr(C)]
struct Array {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *const *const c_void,
    children: *mut *mut Array,
    dictionary: *mut Array,
    release: Option<unsafe extern "C" fn(*mut Array)>,
    private_data: *mut c_void,
}

unsafe extern "C" fn release_array(array: *mut Array) {
    // SAFETY: an array of `Column::lend`, whose private data is the count of releases.
    unsafe {
        let released = Rc::from_raw((*array).private_data.cast::<Cell<u32>>());
        released.set(released.get() + 1);
        (*array).release = None;
    }
}

unsafe extern "C" fn release_schema(schema: *mut Schema) {
    // SAFETY: as `release_array`.
    unsafe {
        let released = Rc::from_raw((*schema).private_data.cast::<Cell<u32>>());
        released.set(released.get() + 1);
        (*schema).release = None;
    }
}

/// A column of the host's: three subjects, or three instants.
struct Column {
    format: &'static CStr,
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    validity: Option<Vec<u8>>,
    /// Offsets, or values.
    first: Option<Vec<u8>>,
    data: Option<Vec<u8>>,
    dictionary: [bool; 2],
    released: [bool; 2],
    /// Array and schema that are not handed in at all.
    missing: [bool; 2],
}

const KEYS: &[u8] = b"pupil-a81fnobodypupil-a81f";

fn bytes(numbers: &[i32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_ne_bytes()).collect()
}

fn bytes64(numbers: &[i64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_ne_bytes()).collect()
}

fn subjects() -> Column {
    Column {
        format: c"u",
        length: 3,
        null_count: 0,
        offset: 0,
        n_buffers: 3,
        validity: None,
        first: Some(bytes(&[0, 10, 16, 26])),
        data: Some(KEYS.to_vec()),
        dictionary: [false; 2],
        released: [false; 2],
        missing: [false; 2],
    }
}

fn instants() -> Column {
    Column { format: c"l", n_buffers: 2, first: Some(bytes64(&[NOON; 3])), data: None, ..subjects() }
}

/// What a call made of it: an answer for each row, `covered` last.
type Rows = Vec<(i32, i32, bool)>;

/// Buffers at places that are good for 8 bytes.
fn aligned(bytes: &[u8]) -> Vec<u64> {
    let mut words = vec![0_u64; bytes.len() / 8 + 1];
    // SAFETY: there is room for as many bytes.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), words.as_mut_ptr().cast(), bytes.len()) };
    words
}

/// A child's buffer at 1 of an exported struct array.
fn read(out: &Array, child: usize) -> *const u8 {
    // SAFETY: a call that succeeded has written an array with so many children of two buffers each.
    unsafe {
        let child = &**out.children.add(child);
        assert_eq!((child.null_count, child.offset, child.n_buffers), (0, 0, 2));
        (*child.buffers.add(1)).cast()
    }
}

fn decide(subjects: &Column, instants: Option<&Column>) -> Result<Rows, Failed> {
    let engine = moving(4);
    let welfare = query(&engine, WELFARE, CONSENT_WANT_REASON).unwrap();
    let releases = Rc::new(Cell::new(0_u32));
    let (mut expected, mut kept) = (0, Vec::new());
    let mut lend = |column: &Column| {
        let buffer = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|bytes| aligned(bytes));
        let buffers = [&column.validity, &column.first, &column.data].map(buffer);
        let pointers = buffers.each_ref().map(|buffer| buffer.as_ref().map_or(ptr::null(), |words| words.as_ptr().cast()));
        let pointers: Box<[*const c_void]> = pointers.into();
        // What is released already has nothing left to free.
        let mut counted = |is_released: bool| {
            expected += u32::from(!is_released);
            if is_released { ptr::null_mut() } else { Rc::into_raw(Rc::clone(&releases)).cast_mut().cast::<c_void>() }
        };
        let mut dictionary = Box::new(0_u64);
        let other = (&raw mut *dictionary).cast::<c_void>();
        let marked = |is_set: bool| if is_set { other } else { ptr::null_mut() };
        let array = Array {
            length: column.length,
            null_count: column.null_count,
            offset: column.offset,
            n_buffers: column.n_buffers,
            n_children: 0,
            buffers: pointers.as_ptr(),
            children: ptr::null_mut(),
            dictionary: marked(column.dictionary[0]).cast(),
            release: (!(column.released[0] || column.missing[0])).then_some(release_array as _),
            private_data: counted(column.released[0] || column.missing[0]),
        };
        let schema = Schema {
            format: column.format.as_ptr().cast(),
            name: ptr::null(),
            metadata: ptr::null(),
            flags: 2,
            n_children: 0,
            children: ptr::null_mut(),
            dictionary: marked(column.dictionary[1]).cast(),
            release: (!(column.released[1] || column.missing[1])).then_some(release_schema as _),
            private_data: counted(column.released[1] || column.missing[1]),
        };
        kept.push((buffers, pointers, dictionary));
        (array, schema)
    };
    let (mut array, mut schema) = lend(subjects);
    let mut ats = instants.map(&mut lend);
    let (mut out, mut out_schema) = (MaybeUninit::<Array>::zeroed(), MaybeUninit::<Schema>::zeroed());
    let no_ats = instants.map_or([true; 2], |instants| instants.missing);
    let done = checked(|error| {
        // SAFETY: the structs of the specification, which the library has under its own names.
        unsafe {
            let ats = ats.as_mut().map(|(array, schema)| (&raw mut *array, &raw mut *schema));
            consent_query_decide_arrow(
                Some(&welfare),
                (!subjects.missing[0]).then(|| &mut *(&raw mut array).cast::<ArrowArray>()),
                (!subjects.missing[1]).then(|| &mut *(&raw mut schema).cast::<ArrowSchema>()),
                ats.filter(|_| !no_ats[0]).map(|(array, _)| &mut *array.cast::<ArrowArray>()),
                ats.filter(|_| !no_ats[1]).map(|(_, schema)| &mut *schema.cast::<ArrowSchema>()),
                NOON,
                Some(&mut *out.as_mut_ptr().cast()),
                Some(&mut *out_schema.as_mut_ptr().cast()),
                error,
            )
        }
    });
    assert_eq!(releases.get(), expected, "each part is released once, whatever comes of it");
    assert!(array.release.is_none() && schema.release.is_none());
    // SAFETY: zeroed, or written by the call.
    let (mut out, mut out_schema) = unsafe { (out.assume_init(), out_schema.assume_init()) };
    if let Err(failed) = done {
        assert!(out.release.is_none() && out_schema.release.is_none(), "a failed call hands out nothing");
        return Err(failed);
    }
    let rows = (0..out.length as usize).map(|at| {
        // SAFETY: the columns have so many elements.
        unsafe {
            let number = |child: usize| read(&out, child).cast::<i32>().add(at).read();
            (number(0), number(1), read(&out, 2).add(at / 8).read() >> (at % 8) & 1 == 1)
        }
    });
    let rows = rows.collect();
    assert_eq!((out.n_children, out_schema.n_children), (6, 6));
    // SAFETY: handed out by a call that succeeded, released once.
    unsafe {
        let formats = (0..6).map(|at| CStr::from_ptr((**out_schema.children.add(at)).format.cast()).to_str().unwrap());
        assert_eq!(formats.collect::<Vec<_>>(), ["i", "i", "b", "i", "i", "l"]);
        (out.release.unwrap())(&raw mut out);
        (out_schema.release.unwrap())(&raw mut out_schema);
    }
    Ok(rows)
}

const YES: (i32, i32, bool) = (CONSENT_OK, CONSENT_OUTCOME_COVERED, true);
const NO: (i32, i32, bool) = (CONSENT_OK, CONSENT_OUTCOME_NOT_COVERED, false);
const NONE: (i32, i32, bool) = (CONSENT_ERROR_INPUT, CONSENT_OUTCOME_NOT_COVERED, false);

#[test]
fn columns_are_decided_row_by_row() {
    assert_eq!(decide(&subjects(), None).unwrap(), [YES, NO, YES]);
    assert_eq!(decide(&subjects(), Some(&instants())).unwrap(), [YES, NO, YES]);
    let large = Column { format: c"U", first: Some(bytes64(&[0, 10, 16, 26])), ..subjects() };
    for format in [c"tsm:UTC", c"tsm:Europe/Helsinki", c"tsm:+02:00"] {
        assert_eq!(decide(&large, Some(&Column { format, ..instants() })).unwrap(), [YES, NO, YES]);
    }
    // Without a zone they are what a clock on some wall showed.
    refused(&large, Some(&Column { format: c"tsm:", ..instants() }), "arrow-type", CONSENT_ERROR_INPUT);
    let part = Column { length: 2, offset: 1, ..subjects() };
    assert_eq!(decide(&part, None).unwrap(), [NO, YES]);
    let nothing = Column { length: 0, first: None, data: None, ..subjects() };
    assert_eq!(decide(&nothing, None).unwrap(), []);
    // More rows than a byte of `covered` has bits.
    let ends: Vec<i32> = (0..=20).map(|at| at * 10).collect();
    let many = Column { length: 20, first: Some(bytes(&ends)), data: Some(b"pupil-a81f".repeat(20)), ..subjects() };
    assert_eq!(decide(&many, None).unwrap(), [YES; 20]);
}

#[test]
fn nulls_are_requests_without_an_answer() {
    for null_count in [1, -1] {
        let first = Column { null_count, validity: Some(vec![0b110]), ..subjects() };
        assert_eq!(decide(&first, None).unwrap(), [NONE, NO, YES], "{null_count}");
        let ats = Column { null_count, validity: Some(vec![0b011]), ..instants() };
        assert_eq!(decide(&subjects(), Some(&ats)).unwrap(), [YES, NO, NONE], "{null_count}");
    }
    // Not counted, and no bits: nothing is null.
    assert_eq!(decide(&Column { null_count: -1, ..subjects() }, None).unwrap(), [YES, NO, YES]);
    assert_eq!(decide(&subjects(), Some(&Column { null_count: -1, ..instants() })).unwrap(), [YES, NO, YES]);
}

/// What each refusal has to be.
fn refused(subjects: &Column, instants: Option<&Column>, code: &str, status: consent_status) {
    let failed = decide(subjects, instants).unwrap_err();
    assert_eq!((failed.code.as_str(), failed.status), (code, status), "{failed:?}");
}

#[test]
fn what_is_malformed_is_refused() {
    let malformed = |column: Column| refused(&column, None, "arrow-malformed", CONSENT_ERROR_INPUT);
    // Nulls, and nothing that says which: never *all valid*.
    malformed(Column { null_count: 1, ..subjects() });
    malformed(Column { null_count: -2, ..subjects() });
    malformed(Column { null_count: 4, validity: Some(vec![0]), ..subjects() });
    malformed(Column { first: Some(bytes(&[0, 10, 9, 26])), ..subjects() });
    malformed(Column { first: Some(bytes(&[-1, 10, 16, 26])), ..subjects() });
    malformed(Column { first: Some(bytes(&[0, 10, 27, 26])), ..subjects() });
    malformed(Column { format: c"U", first: Some(bytes64(&[0, i64::MIN, 16, 26])), ..subjects() });
    malformed(Column { length: -1, ..subjects() });
    malformed(Column { offset: -1, ..subjects() });
    for n_buffers in [-1, 0, 2, 4, i64::MAX] {
        malformed(Column { n_buffers, ..subjects() });
    }
    let malformed = |column: Column| refused(&subjects(), Some(&column), "arrow-malformed", CONSENT_ERROR_INPUT);
    malformed(Column { null_count: 1, ..instants() });
    malformed(Column { offset: i64::MIN, ..instants() });
    malformed(Column { n_buffers: 3, ..instants() });
    for missing in [Column { first: None, ..subjects() }, Column { data: None, ..subjects() }] {
        refused(&missing, None, "argument-null", CONSENT_ERROR_ARGUMENT);
    }
    refused(&subjects(), Some(&Column { first: None, ..instants() }), "argument-null", CONSENT_ERROR_ARGUMENT);
}

#[test]
fn what_is_encoded_by_a_dictionary_is_refused() {
    for dictionary in [[true, false], [false, true], [true, true]] {
        refused(&Column { dictionary, ..subjects() }, None, "arrow-type", CONSENT_ERROR_INPUT);
        refused(&subjects(), Some(&Column { dictionary, ..instants() }), "arrow-type", CONSENT_ERROR_INPUT);
    }
}

#[test]
fn a_length_that_no_memory_holds_is_refused_before_anything_is_read() {
    for length in [1 << 61, 1 << 60, 1 << 58, i64::MAX, i64::MAX - 1] {
        refused(&Column { length, ..subjects() }, None, "arrow-too-large", CONSENT_ERROR_TOO_LARGE);
        refused(&Column { length, format: c"U", ..subjects() }, None, "arrow-too-large", CONSENT_ERROR_TOO_LARGE);
    }
    // What is not there is told before memory for the answers is asked for.
    refused(&Column { length: 1 << 58, first: None, ..subjects() }, None, "argument-null", CONSENT_ERROR_ARGUMENT);
    refused(&Column { offset: i64::MAX, ..subjects() }, None, "arrow-too-large", CONSENT_ERROR_TOO_LARGE);
    refused(&Column { length: 1 << 60, offset: 1 << 60, ..subjects() }, None, "arrow-too-large", CONSENT_ERROR_TOO_LARGE);
}

#[test]
fn one_half_of_a_column_is_refused_and_released() {
    for missing in [[true, false], [false, true], [true, true]] {
        refused(&Column { missing, ..subjects() }, None, "argument-null", CONSENT_ERROR_ARGUMENT);
        refused(&Column { missing, ..subjects() }, Some(&instants()), "argument-null", CONSENT_ERROR_ARGUMENT);
        if missing != [true; 2] {
            refused(&subjects(), Some(&Column { missing, ..instants() }), "argument-null", CONSENT_ERROR_ARGUMENT);
        }
    }
}

#[test]
fn what_was_released_is_refused() {
    for released in [[true, false], [false, true], [true, true]] {
        refused(&Column { released, ..subjects() }, None, "argument-released", CONSENT_ERROR_ARGUMENT);
        refused(&subjects(), Some(&Column { released, ..instants() }), "argument-released", CONSENT_ERROR_ARGUMENT);
    }
}
