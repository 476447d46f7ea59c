//! The Arrow C data interface: columns that are read where they lie, and columns that are given away.
//! <https://arrow.apache.org/docs/format/CDataInterface.html>

use core::ffi::{CStr, c_char, c_void};
use core::ptr;
use std::ffi::CString;

use consent_core::{Error, Result};

use super::{array, null, take};

/// The type of a column.
#[repr(C)]
#[derive(Debug)]
pub struct ArrowSchema {
    format: *const c_char,
    name: *const c_char,
    metadata: *const c_char,
    flags: i64,
    n_children: i64,
    children: *mut *mut ArrowSchema,
    dictionary: *mut ArrowSchema,
    release: Option<unsafe extern "C" fn(*mut ArrowSchema)>,
    private_data: *mut c_void,
}

/// The data of a column.
#[repr(C)]
#[derive(Debug)]
pub struct ArrowArray {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *mut *const c_void,
    children: *mut *mut ArrowArray,
    dictionary: *mut ArrowArray,
    release: Option<unsafe extern "C" fn(*mut ArrowArray)>,
    private_data: *mut c_void,
}

impl ArrowSchema {
    const fn released() -> Self {
        Self {
            format: ptr::null(),
            name: ptr::null(),
            metadata: ptr::null(),
            flags: 0,
            n_children: 0,
            children: ptr::null_mut(),
            dictionary: ptr::null_mut(),
            release: None,
            private_data: ptr::null_mut(),
        }
    }
}

impl ArrowArray {
    const fn released() -> Self {
        Self {
            length: 0,
            null_count: 0,
            offset: 0,
            n_buffers: 0,
            n_children: 0,
            buffers: ptr::null_mut(),
            children: ptr::null_mut(),
            dictionary: ptr::null_mut(),
            release: None,
            private_data: ptr::null_mut(),
        }
    }
}

/// A column that was handed in: moved out of the host's structs, released when it is dropped.
struct Column {
    array: ArrowArray,
    schema: ArrowSchema,
    name: &'static str,
}

impl Column {
    fn new(array: &mut ArrowArray, schema: &mut ArrowSchema, name: &'static str) -> Result<Self> {
        let column = Self { array: take(array, ArrowArray::released()), schema: take(schema, ArrowSchema::released()), name };
        if column.array.release.is_none() || column.schema.release.is_none() {
            return Err(column.wrong("argument-released", "one that has been released"));
        }
        // Its format is that of the indices: they are no keys.
        if !column.array.dictionary.is_null() || !column.schema.dictionary.is_null() {
            return Err(column.wrong("arrow-type", "one encoded by a dictionary; decode it"));
        }
        Ok(column)
    }

    fn wrong(&self, code: &'static str, found: &str) -> Error {
        Error::new(code, format_args!("expected an Arrow column in `{}`, found {found}", self.name))
    }

    fn format(&self) -> Result<&str> {
        if self.schema.format.is_null() {
            return Err(self.wrong("arrow-malformed", "one without a format"));
        }
        // SAFETY: a schema's format is a text that ends with a NUL and lives as long as the schema.
        let format = unsafe { CStr::from_ptr(self.schema.format) };
        format.to_str().map_err(|_| self.wrong("arrow-malformed", "a format that is no text"))
    }

    /// Length and offset.
    fn extent(&self) -> Result<(usize, usize)> {
        let read = |number: i64| usize::try_from(number).map_err(|_| self.wrong("arrow-malformed", "a length below 0"));
        let (length, offset) = (read(self.array.length)?, read(self.array.offset)?);
        // One more offset than strings, of eight bytes each, must still fit into memory.
        let bytes = length.checked_add(offset).and_then(|end| end.checked_add(1)?.checked_mul(8));
        if bytes.is_none_or(|bytes| isize::try_from(bytes).is_err()) {
            return Err(Error::new(
                "arrow-too-large",
                format_args!("expected an Arrow column in `{}`, found a length of {length} that no memory holds", self.name),
            ));
        }
        Ok((length, offset))
    }

    fn buffer(&self, at: usize, of: usize) -> Result<*const c_void> {
        if self.array.n_buffers != i64::try_from(of).unwrap_or(i64::MAX) || self.array.buffers.is_null() {
            return Err(self.wrong("arrow-malformed", &format!("{} buffers instead of {of}", self.array.n_buffers)));
        }
        // SAFETY: an array has as many buffers as it says.
        Ok(unsafe { self.array.buffers.add(at).read() })
    }

    fn elements<T>(&self, at: usize, of: usize, count: usize) -> Result<&[T]> {
        // SAFETY: an array's buffers have as many elements as its length and offset demand.
        unsafe { array(self.buffer(at, of)?.cast::<T>(), count, self.name) }
    }

    /// The validity bits; absent: nothing is null. A count of -1: it was not counted.
    fn validity(&self, of: usize) -> Result<Option<&[u8]>> {
        let (length, offset) = self.extent()?;
        let (nulls, bits) = (self.array.null_count, self.buffer(0, of)?);
        if nulls < -1 || nulls > self.array.length {
            return Err(self.wrong("arrow-malformed", &format!("{nulls} nulls in a length of {length}")));
        }
        if nulls > 0 && bits.is_null() {
            return Err(self.wrong("arrow-malformed", "nulls without the bits that say which"));
        }
        if nulls == 0 || bits.is_null() {
            return Ok(None);
        }
        self.elements(0, of, length.saturating_add(offset).div_ceil(8)).map(Some)
    }
}

impl Drop for Column {
    fn drop(&mut self) {
        if let Some(release) = self.array.release {
            // SAFETY: whoever made the array lets its consumer release it, once.
            unsafe { release(&raw mut self.array) }
        }
        if let Some(release) = self.schema.release {
            // SAFETY: the same for the schema.
            unsafe { release(&raw mut self.schema) }
        }
    }
}

fn is_valid(validity: Option<&[u8]>, at: usize) -> bool {
    let bit = u32::try_from(at & 7).unwrap_or_default();
    validity.is_none_or(|bits| bits.get(at >> 3).is_some_and(|byte| byte & 1_u8.wrapping_shl(bit) != 0))
}

/// Releases a column that is not used, and what is already released not again.
pub(crate) fn release(array: Option<&mut ArrowArray>, schema: Option<&mut ArrowSchema>) {
    let (mut no_array, mut no_schema) = (ArrowArray::released(), ArrowSchema::released());
    let (array, schema) = (array.unwrap_or(&mut no_array), schema.unwrap_or(&mut no_schema));
    drop(Column { array: take(array, ArrowArray::released()), schema: take(schema, ArrowSchema::released()), name: "" });
}

/// A column of texts: `utf8` or `large_utf8`.
pub(crate) struct Strings {
    column: Column,
    large: bool,
}

impl Strings {
    /// Takes the column over.
    ///
    /// # Errors
    /// `argument-null`, `argument-released`, `arrow-type`, `arrow-malformed`, `arrow-too-large`. It is released in any case.
    pub(crate) fn new(array: Option<&mut ArrowArray>, schema: Option<&mut ArrowSchema>) -> Result<Self> {
        let (array, schema) = match (array, schema) {
            (Some(array), Some(schema)) => (array, schema),
            (array, schema) => {
                let missing = if array.is_none() { "subjects" } else { "subjects_schema" };
                release(array, schema);
                return Err(null(missing));
            }
        };
        let column = Column::new(array, schema, "subjects")?;
        let large = match column.format()? {
            "u" => false,
            "U" => true,
            found => {
                let found = format!("the format `{found}`; cast it to utf8 (`u`) or large_utf8 (`U`)");
                return Err(column.wrong("arrow-type", &found));
            }
        };
        let strings = Self { column, large };
        // Before anybody takes memory for answers to as many subjects as it says. What it says is read when there is that memory.
        strings.column.validity(3)?;
        if large {
            strings.ends::<i64>().map(drop)?
        } else {
            strings.ends::<i32>().map(drop)?
        }
        Ok(strings)
    }

    pub(crate) fn len(&self) -> usize {
        self.column.extent().map_or(0, |(length, _)| length)
    }

    /// Calls `each` with every text, in order; `None` for a null.
    pub(crate) fn each<'a>(&'a self, each: impl FnMut(Option<&'a [u8]>)) -> Result<()> {
        if self.large { self.walk::<i64>(self.ends()?, each) } else { self.walk::<i32>(self.ends()?, each) }
    }

    fn malformed(&self) -> Error {
        self.column.wrong("arrow-malformed", "offsets that go backwards")
    }

    /// Where each text ends, and before that where the first begins; nothing where there is none.
    fn ends<T>(&self) -> Result<&[T]> {
        match self.column.extent()? {
            (0, _) => Ok(&[]),
            (length, offset) => self.column.elements(1, 3, length.saturating_add(offset).saturating_add(1)),
        }
    }

    fn walk<'a, T: Copy>(&'a self, ends: &[T], mut each: impl FnMut(Option<&'a [u8]>)) -> Result<()>
    where
        usize: TryFrom<T>,
    {
        let read = |end: &T| usize::try_from(*end).map_err(|_| self.malformed());
        let (_, offset) = self.column.extent()?;
        let data: &[u8] = self.column.elements(2, 3, ends.last().map_or(Ok(0), read)?)?;
        let validity = self.column.validity(3)?;
        let mut ends = ends.iter().skip(offset).map(read);
        let mut start = ends.next().transpose()?.unwrap_or_default();
        for (at, end) in (offset..).zip(ends) {
            let end = end?;
            let text = data.get(start..end).ok_or_else(|| self.malformed())?;
            start = end;
            each(is_valid(validity, at).then_some(text));
        }
        Ok(())
    }
}

/// A column of instants: `int64` or `timestamp[ms]` with a time zone, both milliseconds since 1970 UTC.
pub(crate) struct Instants(Column);

impl Instants {
    /// Takes the column over.
    ///
    /// # Errors
    /// As [`Strings::new`]; `arrow-length` for another length than `count`. It is released in any case.
    pub(crate) fn new(array: &mut ArrowArray, schema: Option<&mut ArrowSchema>, count: usize) -> Result<Self> {
        let Some(schema) = schema else {
            release(Some(array), None);
            return Err(null("ats_schema"));
        };
        let column = Column::new(array, schema, "ats")?;
        match column.format()? {
            "l" => {}
            format if format.strip_prefix("tsm:").is_some_and(|zone| !zone.is_empty()) => {}
            "tsm:" => {
                // Clocks on the wall, nobody knows where.
                let found = "instants without a time zone; cast it to timestamp[ms, tz=UTC] or to int64";
                return Err(column.wrong("arrow-type", found));
            }
            found => {
                let found = format!("the format `{found}`; cast it to int64 (`l`) or timestamp[ms, tz=UTC] (`tsm:UTC`)");
                return Err(column.wrong("arrow-type", &found));
            }
        }
        let (length, _) = column.extent()?;
        if length != count {
            let found = format!("{length} elements beside {count} subjects");
            return Err(column.wrong("arrow-length", &found));
        }
        let instants = Self(column);
        instants.read().map(drop)?;
        Ok(instants)
    }

    /// The instants in order; `None` for a null.
    pub(crate) fn read(&self) -> Result<impl Iterator<Item = Option<i64>>> {
        let (length, offset) = self.0.extent()?;
        let all: &[i64] = self.0.elements(1, 2, if length == 0 { 0 } else { length.saturating_add(offset) })?;
        let validity = self.0.validity(2)?;
        let own = all.get(offset..).unwrap_or_default().iter();
        Ok((offset..).zip(own).map(move |(at, millis)| is_valid(validity, at).then_some(*millis)))
    }
}

/// A column to give away.
pub(crate) struct Given {
    pub(crate) name: &'static str,
    pub(crate) format: &'static str,
    pub(crate) values: Values,
}

/// What a given column holds.
pub(crate) enum Values {
    Codes(Vec<i32>),
    Millis(Vec<i64>),
    /// Eight to a byte, the first one lowest.
    Flags(Vec<u8>),
}

/// Keeps alive what an exported array points to.
struct Kept {
    buffers: Box<[*const c_void]>,
    children: Box<[*mut ArrowArray]>,
    _values: Option<Values>,
}

struct KeptSchema {
    format: CString,
    name: CString,
    children: Box<[*mut ArrowSchema]>,
}

unsafe extern "C" fn release_array(array: *mut ArrowArray) {
    // SAFETY: called once, by the consumer, on an array that `array_of` made: its private data is a `Kept`, its children are boxes.
    unsafe {
        let kept = Box::from_raw((*array).private_data.cast::<Kept>());
        for child in &kept.children {
            let mut child = Box::from_raw(*child);
            if let Some(release) = child.release {
                release(&raw mut *child);
            }
        }
        (*array).release = None;
    }
}

unsafe extern "C" fn release_schema(schema: *mut ArrowSchema) {
    // SAFETY: as `release_array`, for what `schema_of` made.
    unsafe {
        let kept = Box::from_raw((*schema).private_data.cast::<KeptSchema>());
        for child in &kept.children {
            let mut child = Box::from_raw(*child);
            if let Some(release) = child.release {
                release(&raw mut *child);
            }
        }
        (*schema).release = None;
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn array_of(length: usize, values: Option<Values>, children: Vec<ArrowArray>) -> ArrowArray {
    // No validity bits: nothing is null.
    let mut buffers = vec![ptr::null()];
    buffers.extend(values.as_ref().map(|values| match values {
        Values::Codes(codes) => codes.as_ptr().cast::<c_void>(),
        Values::Millis(millis) => millis.as_ptr().cast::<c_void>(),
        Values::Flags(flags) => flags.as_ptr().cast::<c_void>(),
    }));
    let children: Box<[*mut ArrowArray]> = children.into_iter().map(super::give).collect();
    let mut kept = Box::new(Kept { buffers: buffers.into(), children, _values: values });
    ArrowArray {
        length: count(length),
        null_count: 0,
        offset: 0,
        n_buffers: count(kept.buffers.len()),
        n_children: count(kept.children.len()),
        buffers: kept.buffers.as_mut_ptr(),
        children: kept.children.as_mut_ptr(),
        dictionary: ptr::null_mut(),
        release: Some(release_array),
        private_data: Box::into_raw(kept).cast(),
    }
}

fn schema_of(name: &str, format: &str, children: Vec<ArrowSchema>) -> ArrowSchema {
    let children: Box<[*mut ArrowSchema]> = children.into_iter().map(super::give).collect();
    let text = |text: &str| CString::new(text).unwrap_or_default();
    let mut kept = Box::new(KeptSchema { format: text(format), name: text(name), children });
    ArrowSchema {
        format: kept.format.as_ptr(),
        name: kept.name.as_ptr(),
        metadata: ptr::null(),
        flags: 0,
        n_children: count(kept.children.len()),
        children: kept.children.as_mut_ptr(),
        dictionary: ptr::null_mut(),
        release: Some(release_schema),
        private_data: Box::into_raw(kept).cast(),
    }
}

/// Columns of one length as an array of structs, given away.
pub(crate) fn export(length: usize, columns: Vec<Given>) -> (ArrowArray, ArrowSchema) {
    let (mut arrays, mut schemas) = (Vec::new(), Vec::new());
    for Given { name, format, values } in columns {
        arrays.push(array_of(length, Some(values), Vec::new()));
        schemas.push(schema_of(name, format, Vec::new()));
    }
    (array_of(length, None, arrays), schema_of("", "+s", schemas))
}
