import type { Result } from '../kernel/result.ts'
import { done } from '../kernel/result.ts'
import type { Sealer } from '../sealing/seal.ts'
import { openAppSecret } from './app-secret.ts'
import type { ChannelCredential } from './channel.ts'
import { drawQr, type Qr } from './draw-qr.ts'
import { base32 } from './rules/base32.ts'
import { otpauthUri } from './rules/otpauth-uri.ts'

/** What a person needs to bring the secret into an app: the QR, or the key to type. Each of them is the secret. */
export interface AppSetup {
  readonly qr: Qr
  /** Base32 without padding. */
  readonly typedKey: string
}

/** `issuer` and `account` are the two lines under which the app lists the secret. */
export function showAppSetup(
  sealer: Sealer,
  credential: ChannelCredential,
  { issuer, account }: { readonly issuer: string; readonly account: string },
): Result<AppSetup, 'broken-seal'> {
  const secret = openAppSecret(sealer, credential)
  if (!secret.ok) return secret
  const qr = drawQr(otpauthUri(issuer, account, secret.value))
  return done({ qr, typedKey: base32(secret.value) })
}
