// libcrypto, of which five things are used: random bytes, SHA-256, HKDF-SHA-256, AES-256 of blocks and
// AES-256-GCM.
// What is here says in one call what takes libcrypto several, and its macros, which Swift does not see.
#ifndef NODIAL_CCRYPTO_SHIM_H
#define NODIAL_CCRYPTO_SHIM_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

enum {
  NODIAL_KEY_BYTES = 32,
  NODIAL_BLOCK_BYTES = 16,
  NODIAL_NONCE_BYTES = 12,
  NODIAL_TAG_BYTES = 16,
  NODIAL_HASH_BYTES = 32,
  NODIAL_SIGNATURE_BYTES = 64,
};

/// Keeps every other program of the user from this process: none may trace it or read its memory, and it leaves no
/// core dump. Returns 0.
static inline int nodial_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

// Where contexts lie.
//
// libcrypto has no way to say that a context, with the rounds that a cipher makes of a key, is to lie in its secure heap:
// memory that is locked and that no dump holds. So its memory is handed out here: while a context is made, from the
// secure heap, and otherwise as usual. What other threads take meanwhile may lie there too.

enum { NODIAL_SECURE_BYTES = 1 << 20 };

/// How many contexts are being made. One in the whole program, whatever files include this.
__attribute__((weak)) int nodial_making_contexts = 0;

/// One more (1) or one less (-1) is being made.
static inline void nodial_make_context(int step) {
  __atomic_add_fetch(&nodial_making_contexts, step, __ATOMIC_SEQ_CST);
}

static inline void *nodial_allocate(size_t count, const char *file, int line) {
  if (count == 0) return NULL;
  // Half of it is left, for a block takes up to twice its size; what finds no room lies elsewhere.
  if (__atomic_load_n(&nodial_making_contexts, __ATOMIC_SEQ_CST) > 0 && CRYPTO_secure_malloc_initialized() &&
      count < NODIAL_SECURE_BYTES / 16 && CRYPTO_secure_used() < NODIAL_SECURE_BYTES / 2) {
    void *const secure = CRYPTO_secure_malloc(count, file, line);
    if (secure != NULL) return secure;
  }
  return malloc(count);
}

static inline void nodial_release(void *memory, const char *file, int line) {
  if (memory != NULL && CRYPTO_secure_allocated(memory))
    CRYPTO_secure_free(memory, file, line);
  else
    free(memory);
}

static inline void *nodial_reallocate(void *memory, size_t count, const char *file, int line) {
  if (memory == NULL) return nodial_allocate(count, file, line);
  if (!CRYPTO_secure_allocated(memory)) return realloc(memory, count);
  if (count == 0) {
    nodial_release(memory, file, line);
    return NULL;
  }
  void *const moved = nodial_allocate(count, file, line);
  if (moved == NULL) return NULL;
  const size_t former = CRYPTO_secure_actual_size(memory);
  memcpy(moved, memory, former < count ? former : count);
  nodial_release(memory, file, line);
  return moved;
}

/// Has contexts lie in the secure heap from now on. To be called before anything else of libcrypto, once. Returns 1; 0
/// if they will lie where they usually do.
static inline int nodial_secure_contexts(void) {
  return CRYPTO_set_mem_functions(nodial_allocate, nodial_reallocate, nodial_release) == 1 &&
         CRYPTO_secure_malloc_init(NODIAL_SECURE_BYTES, 16) != 0;
}

/// Prepares libcrypto: no configuration file is read, and no error texts are kept. May be called again.
static inline int nodial_crypto_start(void) {
  return OPENSSL_init_crypto(
      OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_ATEXIT, NULL);
}

/// A context for `nodial_sha256`, or NULL: the digest is looked up by its name once, which takes longer than a short
/// text. `EVP_MD_CTX_free` ends it.
static inline EVP_MD_CTX *nodial_sha256_context(void) {
  EVP_MD_CTX *const context = EVP_MD_CTX_new();
  if (context == NULL) return NULL;
  EVP_MD *const digest = EVP_MD_fetch(NULL, "SHA256", NULL);
  const int is_done = digest != NULL && EVP_DigestInit_ex(context, digest, NULL) == 1;
  EVP_MD_free(digest);
  if (is_done) return context;
  EVP_MD_CTX_free(context);
  return NULL;
}

/// SHA-256 (FIPS 180-4). Returns 1.
static inline int nodial_sha256(EVP_MD_CTX *context, const uint8_t *bytes, size_t count, uint8_t *hash) {
  unsigned int written = 0;
  return EVP_DigestInit_ex(context, NULL, NULL) == 1 &&
         EVP_DigestUpdate(context, bytes, count) == 1 &&
         EVP_DigestFinal_ex(context, hash, &written) == 1;
}

/// HKDF-SHA-256 without salt (RFC 5869): 32 bytes for a use that `info` names. Returns 1.
static inline int nodial_derive(const uint8_t *key, size_t key_count, const uint8_t *info,
                                size_t info_count, uint8_t *derived) {
  nodial_make_context(1);
  EVP_KDF *const hkdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
  EVP_KDF_CTX *const context = EVP_KDF_CTX_new(hkdf);
  EVP_KDF_free(hkdf);
  OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)"SHA256", 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)key, key_count),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)info, info_count),
      OSSL_PARAM_construct_end(),
  };
  const int is_done = context != NULL && EVP_KDF_derive(context, derived, NODIAL_KEY_BYTES, params) == 1;
  EVP_KDF_CTX_free(context);
  nodial_make_context(-1);
  return is_done;
}

/// A context for `nodial_encrypt_blocks`, or NULL. `EVP_CIPHER_CTX_free` wipes it.
static inline EVP_CIPHER_CTX *nodial_block_cipher(const uint8_t *key) {
  nodial_make_context(1);
  EVP_CIPHER_CTX *const context = EVP_CIPHER_CTX_new();
  const int is_made = context != NULL && EVP_EncryptInit_ex(context, EVP_aes_256_ecb(), NULL, key, NULL) == 1 &&
                      EVP_CIPHER_CTX_set_padding(context, 0) == 1;
  nodial_make_context(-1);
  if (is_made) return context;
  EVP_CIPHER_CTX_free(context);
  return NULL;
}

/// Encrypts blocks of 16 bytes one by one. Returns 1.
static inline int nodial_encrypt_blocks(EVP_CIPHER_CTX *context, const uint8_t *blocks, size_t count,
                                        uint8_t *encrypted) {
  int written = 0;
  return EVP_EncryptUpdate(context, encrypted, &written, blocks, (int)(count * NODIAL_BLOCK_BYTES));
}

/// A context for `nodial_seal` (`is_sealing`) or `nodial_open`, or NULL. `EVP_CIPHER_CTX_free` wipes it.
static inline EVP_CIPHER_CTX *nodial_seal_context(const uint8_t *key, int is_sealing) {
  nodial_make_context(1);
  EVP_CIPHER_CTX *const context = EVP_CIPHER_CTX_new();
  const int is_made =
      context != NULL && EVP_CipherInit_ex(context, EVP_aes_256_gcm(), NULL, key, NULL, is_sealing) == 1;
  nodial_make_context(-1);
  if (is_made) return context;
  EVP_CIPHER_CTX_free(context);
  return NULL;
}

/// Seals a text with AES-256-GCM: as many bytes, and a tag. Returns 1.
static inline int nodial_seal(EVP_CIPHER_CTX *context, const uint8_t *nonce, const uint8_t *text, size_t count,
                              const uint8_t *context_text, size_t context_count, uint8_t *sealed,
                              uint8_t *tag) {
  int written = 0;
  return EVP_EncryptInit_ex(context, NULL, NULL, NULL, nonce) == 1 &&
         EVP_EncryptUpdate(context, NULL, &written, context_text, (int)context_count) == 1 &&
         EVP_EncryptUpdate(context, sealed, &written, text, (int)count) == 1 &&
         EVP_EncryptFinal_ex(context, sealed + count, &written) == 1 &&
         EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, NODIAL_TAG_BYTES, tag) == 1;
}

/// Opens what `nodial_seal` sealed. Returns 1; 0 if key, nonce, context or a byte is another.
static inline int nodial_open(EVP_CIPHER_CTX *context, const uint8_t *nonce, const uint8_t *sealed,
                              size_t count, const uint8_t *context_text, size_t context_count,
                              const uint8_t *tag, uint8_t *text) {
  int written = 0;
  return EVP_DecryptInit_ex(context, NULL, NULL, NULL, nonce) == 1 &&
         EVP_DecryptUpdate(context, NULL, &written, context_text, (int)context_count) == 1 &&
         EVP_DecryptUpdate(context, text, &written, sealed, (int)count) == 1 &&
         EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, NODIAL_TAG_BYTES, (void *)tag) == 1 &&
         EVP_DecryptFinal_ex(context, text + count, &written) == 1;
}

/// A context for `nodial_hmac`, or NULL. `EVP_MAC_CTX_free` wipes it.
static inline EVP_MAC_CTX *nodial_hmac_context(const uint8_t *key, size_t key_count) {
  OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)"SHA256", 0),
      OSSL_PARAM_construct_end(),
  };
  nodial_make_context(1);
  EVP_MAC *const hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
  EVP_MAC_CTX *const context = EVP_MAC_CTX_new(hmac);
  EVP_MAC_free(hmac);
  const int is_made = context != NULL && EVP_MAC_init(context, key, key_count, params) == 1;
  nodial_make_context(-1);
  if (is_made) return context;
  EVP_MAC_CTX_free(context);
  return NULL;
}

/// HMAC-SHA-256 (RFC 2104). Returns 1.
static inline int nodial_hmac(EVP_MAC_CTX *context, const uint8_t *text, size_t text_count, uint8_t *hash) {
  size_t written = 0;
  return EVP_MAC_init(context, NULL, 0, NULL) == 1 && EVP_MAC_update(context, text, text_count) == 1 &&
         EVP_MAC_final(context, hash, &written, NODIAL_HASH_BYTES) == 1;
}

/// Signs a text with Ed25519 (RFC 8032): 64 bytes. Returns 1.
static inline int nodial_sign(const uint8_t *key, const uint8_t *text, size_t count, uint8_t *signature) {
  EVP_PKEY *const pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, key, NODIAL_KEY_BYTES);
  EVP_MD_CTX *const context = EVP_MD_CTX_new();
  size_t written = NODIAL_SIGNATURE_BYTES;
  const int is_done = pair != NULL && context != NULL &&
                      EVP_DigestSignInit(context, NULL, NULL, NULL, pair) == 1 &&
                      EVP_DigestSign(context, signature, &written, text, count) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(pair);
  return is_done;
}

/// The public key of a private one: 32 bytes. Returns 1.
static inline int nodial_public_key(const uint8_t *key, uint8_t *public_key) {
  EVP_PKEY *const pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, key, NODIAL_KEY_BYTES);
  size_t written = NODIAL_KEY_BYTES;
  const int is_done = pair != NULL && EVP_PKEY_get_raw_public_key(pair, public_key, &written) == 1;
  EVP_PKEY_free(pair);
  return is_done;
}

/// Returns 1 if a signature is of this text and the private key that belongs to the public one.
static inline int nodial_is_signed(const uint8_t *public_key, const uint8_t *text, size_t count,
                                   const uint8_t *signature) {
  EVP_PKEY *const pair = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public_key, NODIAL_KEY_BYTES);
  EVP_MD_CTX *const context = EVP_MD_CTX_new();
  const int is_signed = pair != NULL && context != NULL &&
                        EVP_DigestVerifyInit(context, NULL, NULL, NULL, pair) == 1 &&
                        EVP_DigestVerify(context, signature, NODIAL_SIGNATURE_BYTES, text, count) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(pair);
  return is_signed;
}

#endif
