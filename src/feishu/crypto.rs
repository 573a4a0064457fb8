//! Opens the `encrypt` text of an event.
//!
//! Invariants: padding is checked strictly; whatever is wrong, the error is the same one, so that
//! nobody learns about padding from it. The cipher proves nothing about the sender: the signature
//! does, and is checked first.
//!
//! Facts: dossier 1.5.

use aes::Aes256;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// AES block, and so the length of the initialisation vector, in bytes.
const BLOCK: usize = 16;

/// It is not base64, or it was cut, or it was not encrypted with this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not encrypted with this key")]
pub struct Undecipherable;

/// Decrypts base64 of the vector and the AES-256-CBC ciphertext with the app's Encrypt Key.
/// The plaintext may be anything: a wrong key has one chance in 256 to end in valid padding.
pub fn decrypt(encrypted: &str, encrypt_key: &SecretString) -> Result<Vec<u8>, Undecipherable> {
    let bytes = STANDARD.decode(encrypted).map_err(|_| Undecipherable)?;
    let (iv, ciphertext) = bytes.split_first_chunk::<BLOCK>().ok_or(Undecipherable)?;
    let key = Sha256::digest(encrypt_key.expose_secret());
    cbc::Decryptor::<Aes256>::new(&key, iv.into())
        .decrypt_padded_vec::<Pkcs7>(ciphertext)
        .map_err(|_| Undecipherable)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn opens_the_documented_example() {
        let key = "test key".into();
        let plain = decrypt("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=", &key);
        assert_eq!(plain, Ok(b"hello world".to_vec()));
    }

    proptest! {
        #[test]
        fn never_panics(bytes: Vec<u8>, text: String, key: String) {
            let key = key.into();
            let plain = decrypt(&STANDARD.encode(&bytes), &key);
            prop_assert!(plain.is_err() || bytes.len() >= 2 * BLOCK);
            prop_assert!(decrypt(&text, &key).is_err() || text.len() > 2 * BLOCK);
        }
    }
}
