//! Asks the processor to bring memory near before it is read.
//!
//! Whoever reads many places far from each other waits for each of them, unless all have been asked for before. The engine, which is
//! without `unsafe`, asks here.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::string_slice
    )
)]
#![deny(unsafe_code, clippy::undocumented_unsafe_blocks)]

/// Asks for the line of memory in which an element of a list begins. There need be no such element, and nothing is changed or answered:
/// where it is not there yet, the next one who reads it waits less.
///
/// ```
/// let list = [1_u64, 2, 3];
/// consent_near::approach(&list, 2);
/// consent_near::approach(&list, usize::MAX);
/// consent_near::approach::<u64>(&[], 0);
/// ```
#[inline(always)]
pub fn approach<T: Copy>(list: &[T], at: usize) {
    #[cfg(all(target_arch = "x86_64", target_feature = "sse"))]
    {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: the processor has SSE, as the program is built for one that has. PREFETCHT0 reads nothing that a program could see and never
        // faults, whatever the address (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, PREFETCHh).
        #[expect(unsafe_code, reason = "a hint to the processor, which safe Rust can't give")]
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(list.as_ptr().wrapping_add(at).cast());
        }
    }
    // Elsewhere it is read, within bounds, and nobody needs what was read.
    #[cfg(not(all(target_arch = "x86_64", target_feature = "sse")))]
    core::hint::black_box(list.get(at).copied());
}
