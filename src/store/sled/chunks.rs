//! Long values in small pieces.
//!
//! Invariant: no value in the database is over 32 KiB. sled moves bigger ones to files of their own
//! under `blobs/`, which it never syncs: a power cut would take them.
//!
//! Piece `n` of a value stands at its key with `n` behind it, four bytes, big-endian; the first
//! missing piece ends the value.

use sled::transaction::{TransactionalTree, UnabortableTransactionError};
use sled::{IVec, Tree};

const CHUNK_BYTES: usize = 32 << 10;

/// The key of a piece.
fn chunk_key(key: &[u8], n: u32) -> Vec<u8> {
    [key, &n.to_be_bytes()].concat()
}

/// The value's own key, when this is the key of its first piece.
pub(super) fn head_key(chunk_key: &[u8]) -> Option<&[u8]> {
    chunk_key.strip_suffix(&0_u32.to_be_bytes())
}

/// Reads a value whole. The caller sees to it that nobody writes meanwhile.
pub(super) fn read(tree: &Tree, key: &[u8]) -> sled::Result<Option<Vec<u8>>> {
    let mut value: Option<Vec<u8>> = None;
    for n in 0.. {
        let Some(chunk) = tree.get(chunk_key(key, n))? else { break };
        value.get_or_insert_default().extend_from_slice(&chunk);
    }
    Ok(value)
}

/// The same inside a transaction.
pub(super) fn read_inside(
    tree: &TransactionalTree,
    key: &[u8],
) -> Result<Option<Vec<u8>>, UnabortableTransactionError> {
    let mut value: Option<Vec<u8>> = None;
    for n in 0.. {
        let Some(chunk) = tree.get(chunk_key(key, n))? else { break };
        value.get_or_insert_default().extend_from_slice(&chunk);
    }
    Ok(value)
}

/// Writes a value, replacing an older one of any length.
pub(super) fn write(
    tree: &TransactionalTree,
    key: &[u8],
    value: &[u8],
) -> Result<(), UnabortableTransactionError> {
    let mut written = 0;
    for (n, chunk) in (0..).zip(value.chunks(CHUNK_BYTES)) {
        tree.insert(chunk_key(key, n), IVec::from(chunk))?;
        written = n + 1;
    }
    remove_from(tree, key, written)?;
    Ok(())
}

/// Removes a value; false when there is none.
pub(super) fn remove(
    tree: &TransactionalTree,
    key: &[u8],
) -> Result<bool, UnabortableTransactionError> {
    Ok(remove_from(tree, key, 0)? > 0)
}

/// Returns the first piece that is missing.
fn remove_from(
    tree: &TransactionalTree,
    key: &[u8],
    first: u32,
) -> Result<u32, UnabortableTransactionError> {
    let mut n = first;
    while tree.remove(chunk_key(key, n))?.is_some() {
        n += 1;
    }
    Ok(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(tree: &Tree, value: &[u8]) {
        tree.transaction(|tree| {
            Ok::<_, sled::transaction::ConflictableTransactionError>(write(tree, b"key", value)?)
        })
        .unwrap();
    }

    #[test]
    fn values_of_every_length_replace_each_other() {
        let db = sled::Config::new().temporary(true).open().unwrap();
        for length in [1, 3 * CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES - 1, CHUNK_BYTES] {
            let value: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
            store(&db, &value);
            assert_eq!(read(&db, b"key").unwrap(), Some(value));
            assert_eq!(db.len(), length.div_ceil(CHUNK_BYTES));
            assert!(db.iter().values().all(|chunk| chunk.unwrap().len() <= CHUNK_BYTES));
        }
        db.transaction(|tree| {
            Ok::<_, sled::transaction::ConflictableTransactionError>(remove(tree, b"key")?)
        })
        .unwrap();
        assert_eq!(read(&db, b"key").unwrap(), None);
        assert!(db.is_empty());
    }

    #[test]
    fn a_head_is_told_from_other_pieces() {
        assert_eq!(head_key(&chunk_key(b"key", 0)), Some(&b"key"[..]));
        assert_eq!(head_key(&chunk_key(b"key", 1)), None);
    }
}
