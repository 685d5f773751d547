/** Every kind of event there is, with what it says happened. */
export const eventKinds = {
  'logon.password-accepted': 'User ID and password were right; the logon goes on to the one-time passcode.',
  'logon.password-refused': 'The first step of a logon was refused.',
  'logon.passcode-sent': 'A one-time passcode for a logon was queued.',
  'logon.passcode-refused': 'The second step of a logon was refused.',
  'logon.completed': 'Both factors were right; a logon session began.',
  'sign-in.flooded':
    'Far more tries at passwords and passcodes failed than people mistype, over many source networks.',
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
  'account.reinstated': 'A suspended account was reinstated.',
  'person.amended': 'The name or the language of a person was amended.',
  'membership.granted': 'An account was given a further role.',
  'membership.regrouped': 'The user groups of a role were amended.',
  'membership.ended': 'A role of an account was ended.',
  'email.registered': 'An email address was registered for an account.',
  'email.withdrawn': 'The registered email address of an account was taken away.',
  'participant.admitted': 'A participant was admitted.',
  'participant.amended': 'Names, single control or networks of a participant were amended.',
  'contact.recorded': 'A contact of a participant, for call-back, was recorded.',
  'contact.withdrawn': 'A contact of a participant was withdrawn.',
  'group.recorded': 'A user group and its accessible functions were recorded.',
  'directory.imported':
    'The files of a registry were brought in; the other events of the import name them by digest.',
  'launch.decided': 'Two operators decided on the launch.',
  'programme.in-force': 'A programme file came into force.',
} as const

export type EventKind = keyof typeof eventKinds
