import type { OtpChannel } from './channel.ts'
import { type CodeTools, issueCode } from './issue-code.ts'
import { useCode } from './use-code.ts'

/**
 * A code sent to the registered email. RFC 8176 has no name of its own for it; `acr` sets it below the app, since mail
 * may be read on its way (SP 800-63B-4 section 3.1.3.1).
 */
export function emailChannel(tools: CodeTools): OtpChannel {
  return {
    kind: 'email',
    amr: ['pwd', 'otp'],
    acr: 'pwd+email',
    begin: (tx, asked) => issueCode(tx, tools, asked),
    check: (tx, asked, typed) => useCode(tx, tools.sealer, asked, typed),
  }
}
