/*
 * A PKCS#11 module before Debian's SoftHSM for a browser without a window: it types the PIN that a person would type into
 * the browser's own dialog, and a file stands for the card in the reader. Keys and signatures stay the token's.
 *
 *   PIN_PAD_MODULE   the real module
 *   PIN_PAD_PIN      what is typed
 *   PIN_PAD_READER   the card is in as long as this file exists
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
#include <p11-kit/pkcs11.h>

static CK_FUNCTION_LIST pad, *token;

static int pulled(void) { return access(getenv("PIN_PAD_READER"), F_OK) != 0; }

/* No login asked for, so that no dialog opens. */
static CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
  if (pulled()) return CKR_TOKEN_NOT_PRESENT;
  CK_RV rv = token->C_GetTokenInfo(slot, info);
  info->flags &= ~CKF_LOGIN_REQUIRED;
  return rv;
}

static CK_RV slot_info(CK_SLOT_ID slot, CK_SLOT_INFO *info) {
  CK_RV rv = token->C_GetSlotInfo(slot, info);
  info->flags |= CKF_REMOVABLE_DEVICE;
  if (pulled()) info->flags &= ~CKF_TOKEN_PRESENT;
  return rv;
}

static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *session) {
  if (pulled()) return CKR_TOKEN_NOT_PRESENT;
  CK_RV rv = token->C_OpenSession(slot, flags, application, notify, session);
  char *pin = getenv("PIN_PAD_PIN");
  size_t length = 0;
  while (pin[length]) length++;
  if (rv == CKR_OK) token->C_Login(*session, CKU_USER, (unsigned char *)pin, length);
  return rv;
}

static CK_RV session_info(CK_SESSION_HANDLE session, CK_SESSION_INFO *info) {
  return pulled() ? CKR_DEVICE_REMOVED : token->C_GetSessionInfo(session, info);
}

static CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
  return pulled() ? CKR_DEVICE_REMOVED : token->C_SignInit(session, mechanism, key);
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
  void *module = dlopen(getenv("PIN_PAD_MODULE"), RTLD_NOW);
  CK_C_GetFunctionList find = module ? (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList") : NULL;
  if (!find || find(&token) != CKR_OK) return CKR_GENERAL_ERROR;
  pad = *token;
  pad.C_GetTokenInfo = token_info;
  pad.C_GetSlotInfo = slot_info;
  pad.C_OpenSession = open_session;
  pad.C_GetSessionInfo = session_info;
  pad.C_SignInit = sign_init;
  *list = &pad;
  return CKR_OK;
}
