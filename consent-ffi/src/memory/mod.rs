//! All pointer work: the one module that reads and writes what the host points to.
//!
//! Handles come as `Option<&T>`, are given away as boxes and come back as `Option<Box<T>>`; variables for results come as
//! `Option<&mut MaybeUninit<T>>`. For all of them the compiler knows what NULL is. What is left are lengths beside pointers,
//! structs whose size the host tells, callbacks, and Arrow (`arrow`): each is a type here, made by an unsafe constructor that says
//! what the header demands of the host, and safe from then on.
//!
//! INVARIANT (the host keeps its word): what a constructor's `# Safety` asks for is what the header asks of the host.
#![expect(unsafe_code, reason = "the one module that works with pointers")]

mod arrow;

use core::ffi::{c_char, c_void};
use core::marker::PhantomData;
use core::{mem, ptr, slice, str};
use std::io;

use consent_core::{Error, Id, Instant, Result, SubjectId};

use crate::answer::{consent_answer, consent_recorded};
use crate::guard::null;

pub use arrow::{ArrowArray, ArrowSchema};
pub(crate) use arrow::{Given, Instants, Strings, Values, export, release};

/// Gives a value away: the host frees it.
pub(crate) fn give<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Bytes that the host lends for one call.
#[derive(Clone, Copy)]
pub(crate) struct Lent<'a>(core::result::Result<&'a [u8], Wrong>);

/// Why there are no bytes.
#[derive(Clone, Copy)]
enum Wrong {
    Null,
    Size(usize),
}

impl Wrong {
    #[cold]
    fn error(self, name: &str) -> Error {
        match self {
            Self::Null => null(name),
            Self::Size(size) => Error::new(
                "argument-size",
                format_args!("expected the number of bytes in `{name}`, found {size}, which no memory holds"),
            ),
        }
    }
}

/// Lent bytes from the two arguments of an exported function.
macro_rules! lent {
    ($data:ident, $size:ident) => {
        // SAFETY: the header asks for `size` bytes that are readable at `data` until the call returns.
        unsafe { $crate::memory::Lent::new($data, $size) }
    };
}
pub(crate) use lent;

impl<'a> Lent<'a> {
    /// # Safety
    /// `data` is NULL, or `size` bytes are readable there and don't change during `'a`.
    pub(crate) unsafe fn new(data: *const c_char, size: usize) -> Self {
        Self(match (data.is_null(), isize::try_from(size)) {
            (_, Err(_)) => Err(Wrong::Size(size)),
            (true, Ok(0)) => Ok(&[]),
            (true, Ok(_)) => Err(Wrong::Null),
            // SAFETY: not NULL, readable as the caller says, and no longer than any object can be.
            (false, Ok(_)) => Ok(unsafe { slice::from_raw_parts(data.cast(), size) }),
        })
    }

    /// # Errors
    /// `argument-null`, `argument-size`.
    #[inline(always)]
    pub(crate) fn bytes(self, name: &str) -> Result<&'a [u8]> {
        self.0.map_err(|wrong| wrong.error(name))
    }

    /// # Errors
    /// As [`Self::bytes`]; `text-not-utf8`.
    pub(crate) fn text(self, name: &str) -> Result<&'a str> {
        str::from_utf8(self.bytes(name)?).map_err(|error| {
            Error::new(
                "text-not-utf8",
                format_args!("expected UTF-8 in `{name}`, found a malformed byte at offset {}", error.valid_up_to()),
            )
        })
    }

    pub(crate) fn id(self, name: &str) -> Result<Id> {
        Id::new(self.text(name)?)
    }

    pub(crate) fn subject(self, name: &str) -> Result<SubjectId> {
        SubjectId::new(self.text(name)?)
    }
}

/// A struct whose first member is its size, as the program that calls knows it: it may be older than the library.
trait Sized32: Copy {
    /// The size that it had in the first version.
    const LEAST: usize;
    fn with_size(self, size: u32) -> Self;
}

impl Sized32 for consent_answer {
    const LEAST: usize = 40;
    fn with_size(self, size: u32) -> Self {
        Self { struct_size: size, ..self }
    }
}

impl Sized32 for consent_recorded {
    const LEAST: usize = 16;
    fn with_size(self, size: u32) -> Self {
        Self { struct_size: size, ..self }
    }
}

/// A struct of any later version is no larger: what says so was never set.
const LARGEST: usize = 4096;

/// # Errors
/// `argument-struct-size` for a size that no version has.
#[inline(always)]
fn check_size<T: Sized32>(size: usize, name: &str, member: &str) -> Result<()> {
    if size >= T::LEAST && size <= LARGEST && size.is_multiple_of(8) {
        return Ok(());
    }
    Err(wrong_size(size, T::LEAST, name, member))
}

#[cold]
fn wrong_size(size: usize, least: usize, name: &str, member: &str) -> Error {
    Error::new(
        "argument-struct-size",
        format_args!(
            "expected a multiple of 8 from {least} to {LARGEST} in `{name}{member}`, found {size}; set it to the sizeof of the struct"
        ),
    )
}

/// A struct of the host's to write to: as much of it as the host knows.
pub(crate) struct Place<'a, T> {
    at: *mut u8,
    size: usize,
    of: PhantomData<&'a mut T>,
}

/// A place from the argument of an exported function.
macro_rules! place {
    ($at:ident) => {
        // SAFETY: the header asks for NULL or a struct whose `struct_size` says how large it is.
        unsafe { $crate::memory::Place::new($at, stringify!($at)) }
    };
}
pub(crate) use place;

#[expect(private_bounds, reason = "only structs of this library have a size of that kind")]
impl<T: Sized32> Place<'_, T> {
    /// # Safety
    /// `at` is NULL, or points to an initialised `u32`, and so many bytes are writable there during `'a` and used by nobody else.
    ///
    /// # Errors
    /// `argument-null`, `argument-struct-size`.
    pub(crate) unsafe fn new(at: *mut T, name: &str) -> Result<Self> {
        if at.is_null() {
            return Err(null(name));
        }
        // SAFETY: not NULL; the caller says that the first four bytes are initialised. They may lie anywhere.
        let told = unsafe { at.cast::<u32>().read_unaligned() };
        let size = usize::try_from(told).unwrap_or(usize::MAX);
        check_size::<T>(size, name, "->struct_size")?;
        Ok(Self { at: at.cast(), size, of: PhantomData })
    }

    /// Writes what the host has room for; its `struct_size` stays.
    pub(crate) fn write(&mut self, value: T) {
        let value = value.with_size(u32::try_from(self.size).unwrap_or(u32::MAX));
        if self.size == size_of::<T>() {
            // SAFETY: the host has room for just this; it may lie anywhere.
            return unsafe { self.at.cast::<T>().write_unaligned(value) };
        }
        // SAFETY: `size` bytes are writable, and the value has at least as many as are copied.
        unsafe { ptr::copy_nonoverlapping((&raw const value).cast(), self.at, self.size.min(size_of::<T>())) }
    }
}

/// The requests of a batch.
pub(crate) struct Batch<'a> {
    subjects: &'a [*const c_char],
    sizes: &'a [usize],
    ats: &'a [i64],
}

/// A batch from the arguments of an exported function.
macro_rules! batch {
    ($subjects:ident, $sizes:ident, $ats:ident, $count:ident) => {
        // SAFETY: the header asks for arrays of `count` elements, and for subjects that are readable until the call returns.
        unsafe { $crate::memory::Batch::new($subjects, $sizes, $ats, $count) }
    };
}
pub(crate) use batch;

impl<'a> Batch<'a> {
    /// # Safety
    /// `subjects`, `sizes` and `ats` are NULL or have `count` readable elements; each subject is as [`Lent::new`] asks.
    ///
    /// # Errors
    /// `argument-null`, `argument-size`, `argument-alignment`.
    pub(crate) unsafe fn new(subjects: *const *const c_char, sizes: *const usize, ats: *const i64, count: usize) -> Result<Self> {
        // SAFETY: as the caller says, for each of the three.
        unsafe {
            Ok(Self {
                subjects: array(subjects, count, "subjects")?,
                sizes: array(sizes, count, "subject_sizes")?,
                ats: array(ats, count, "ats")?,
            })
        }
    }

    /// A request: the subject and the instant.
    pub(crate) fn request(&self, at: usize) -> Option<(Lent<'a>, i64)> {
        let (subject, size) = self.subjects.get(at).zip(self.sizes.get(at))?;
        // SAFETY: each subject is readable as the caller of `new` said.
        let subject = unsafe { Lent::new(*subject, *size) };
        Some((subject, *self.ats.get(at)?))
    }
}

/// The answers of a batch: an array of the host's to write to.
pub(crate) struct Rows<'a> {
    answers: *mut u8,
    count: usize,
    stride: usize,
    of: PhantomData<&'a mut consent_answer>,
}

/// The rows from the arguments of an exported function.
macro_rules! rows {
    ($answers:ident, $count:ident, $stride:ident) => {
        // SAFETY: the header asks for NULL or an array of `count` answers of `stride` bytes.
        unsafe { $crate::memory::Rows::new($answers, $count, $stride) }
    };
}
pub(crate) use rows;

impl Rows<'_> {
    /// # Safety
    /// `answers` is NULL or has `count` times `stride` bytes that are writable during `'a` and used by nobody else.
    ///
    /// # Errors
    /// `argument-null`, `argument-size`, `argument-struct-size`.
    pub(crate) unsafe fn new(answers: *mut consent_answer, count: usize, stride: usize) -> Result<Self> {
        check_size::<consent_answer>(stride, "answer_size", "")?;
        if answers.is_null() && count > 0 {
            return Err(null("answers"));
        }
        if count.checked_mul(stride).is_none_or(|size| isize::try_from(size).is_err()) {
            return Err(too_many(count));
        }
        Ok(Self { answers: answers.cast(), count, stride, of: PhantomData })
    }

    /// Writes the answer of a request.
    pub(crate) fn write(&self, at: usize, answer: consent_answer) {
        if at < self.count {
            let offset = at.wrapping_mul(self.stride);
            // SAFETY: `new` has checked that the array is an object of `count` times `stride` bytes, and `at` is below `count`.
            let place = unsafe { self.answers.add(offset) };
            Place { at: place, size: self.stride, of: PhantomData }.write(answer);
        }
    }

    /// Writes one answer to every row.
    pub(crate) fn fill(&self, answer: consent_answer) {
        (0..self.count).for_each(|at| self.write(at, answer));
    }
}

fn too_many(count: usize) -> Error {
    Error::new("argument-size", format_args!("expected the number of elements, found {count}, which no memory holds"))
}

/// # Safety
/// `data` is NULL, or has `count` readable elements that don't change during `'a`.
unsafe fn array<'a, T>(data: *const T, count: usize, name: &str) -> Result<&'a [T]> {
    match (data.is_null(), count) {
        (_, 0) => Ok(&[]),
        (true, _) => Err(null(name)),
        _ if count.checked_mul(size_of::<T>()).is_none_or(|size| isize::try_from(size).is_err()) => Err(too_many(count)),
        _ if !data.is_aligned() => Err(Error::new(
            "argument-alignment",
            format_args!("expected `{name}` to lie at a multiple of {}, found another place", align_of::<T>()),
        )),
        // SAFETY: not NULL, aligned, no larger than an object can be, and readable as the caller says.
        (false, _) => Ok(unsafe { slice::from_raw_parts(data, count) }),
    }
}

/// Reads on: fills `buffer` with at most `capacity` bytes and returns how many, 0 at the end, less than 0 when it failed. It is called
/// on the calling thread until it says that it is at the end. It must not throw or jump out.
pub type consent_read = Option<unsafe extern "C" fn(userdata: *mut c_void, buffer: *mut c_char, capacity: usize) -> isize>;

/// Frees `userdata`. Called exactly once.
pub type consent_release = Option<unsafe extern "C" fn(userdata: *mut c_void)>;

/// A callback that is read from. Whatever happens, its userdata is released once.
pub(crate) struct Source {
    read: consent_read,
    userdata: *mut c_void,
    release: consent_release,
}

/// A source from the arguments of an exported function.
macro_rules! source {
    ($read:ident, $userdata:ident, $release:ident) => {
        // SAFETY: the header asks for functions that do what their types say, with the `userdata` that comes with them.
        unsafe { $crate::memory::Source::new($read, $userdata, $release) }
    };
}
pub(crate) use source;

impl Source {
    /// # Safety
    /// Both functions may be called with `userdata` as their types say, until `release` was.
    pub(crate) unsafe fn new(read: consent_read, userdata: *mut c_void, release: consent_release) -> Self {
        Self { read, userdata, release }
    }

    /// # Errors
    /// `argument-null` without a function to read with.
    pub(crate) fn check(&self) -> Result<()> {
        if self.read.is_some() { Ok(()) } else { Err(null("read")) }
    }
}

impl io::Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(read) = self.read else { return Ok(0) };
        // SAFETY: `new`; the buffer is writable for as many bytes as it is said to be.
        let got = unsafe { read(self.userdata, buffer.as_mut_ptr().cast(), buffer.len()) };
        match usize::try_from(got) {
            Ok(got) if got <= buffer.len() => Ok(got),
            Ok(got) => Err(io::Error::other(format!("it returned {got} for a buffer of {}", buffer.len()))),
            Err(_) => Err(io::Error::other(format!("it returned {got}"))),
        }
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: `new`; this is the one place that calls it.
            unsafe { release(self.userdata) }
        }
    }
}

/// Reads an instant.
pub(crate) fn instant(millis: i64) -> Result<Instant> {
    Instant::from_millis(millis)
}

/// Moves a value out of a place and leaves another there.
fn take<T>(place: &mut T, rest: T) -> T {
    mem::replace(place, rest)
}
