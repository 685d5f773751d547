/** Every kind of event there is, with what it says happened. */
export const eventKinds = {
  'logon.password-accepted': 'User ID and password were right; the logon goes on to the one-time passcode.',
  'logon.password-refused': 'The first step of a logon was refused.',
  'password.rehashed': 'The stored hash of an unchanged password was made anew with the parameters in force.',
  'logon.passcode-sent': 'A one-time passcode for a logon was queued.',
  'logon.passcode-refused': 'The second step of a logon was refused.',
  'logon.completed': 'Both factors were right; a logon session began.',
  'session.ended': 'A logon session ended.',
  'initiation.asked': 'Somebody asked to initiate 2FA for a User ID.',
  'initiation.code-refused': 'The code from the registered email was refused.',
  'initiation.code-accepted': 'The registered email was proven.',
  'initiation.password-chosen': 'A password was chosen; it is not yet in force.',
  'initiation.channel-chosen': 'An OTP channel was chosen; it is not yet in force.',
  'initiation.proof-refused': 'The proof of the chosen channel was refused.',
  'initiation.completed': '2FA was initiated: password and first OTP channel came into force together.',
  'initiation.channel-added': 'A further OTP channel came into force.',
  'account.opened': 'A person was given an account.',
  'account.suspended': 'An account was suspended.',
  'email.registered': 'An email address was registered for an account.',
  'participant.admitted': 'A participant was admitted.',
  'launch.decided': 'Two operators decided on the launch.',
  'programme.in-force': 'A programme file came into force.',
} as const

export type EventKind = keyof typeof eventKinds
