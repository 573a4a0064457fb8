//! Encryption and signature of a push (dossier 1.4, 1.5). Written apart from the bot's own crypto, so
//! that both cannot be wrong together.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeEncrypt, KeyIvInit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// `{"encrypt":"<base64 of IV and ciphertext>"}` under a random IV.
pub fn seal(encrypt_key: &str, plaintext: &[u8]) -> String {
    seal_with_iv(encrypt_key, rand::random(), plaintext)
}

/// The same under a given IV: AES-256-CBC, PKCS#7, key = SHA-256 of the Encrypt Key.
pub fn seal_with_iv(encrypt_key: &str, iv: [u8; 16], plaintext: &[u8]) -> String {
    let key: [u8; 32] = Sha256::digest(encrypt_key.as_bytes()).into();
    let cipher = cbc::Encryptor::<aes::Aes256>::new(&key.into(), &iv.into());
    let ciphertext = cipher.encrypt_padded_vec::<Pkcs7>(plaintext);
    let encrypt = STANDARD.encode([iv.as_slice(), &ciphertext].concat());
    serde_json::json!({"encrypt": encrypt}).to_string()
}

/// Lower-case hex SHA-256 of timestamp, nonce, Encrypt Key and the raw body.
pub fn sign(timestamp: &str, nonce: &str, encrypt_key: &str, body: &[u8]) -> String {
    let parts = [timestamp.as_bytes(), nonce.as_bytes(), encrypt_key.as_bytes(), body];
    hex::encode(Sha256::digest(parts.concat()))
}
