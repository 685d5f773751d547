import type { NoticeKind } from '../kernel/vocabulary.ts'

const counted = (count: number, one: string, many: string) =>
  count === 1 ? `One ${one}` : `${count} ${many}`

/** What waits for somebody: the same words on screen and by mail. No User ID and no number: a mail must not say them. */
export const noticesEn = {
  notices: {
    title: 'What waits for you',
    count: (count: number) => `${count} for you`,
    kinds: {
      decide: (n) => counted(n, 'request waits for your decision', 'requests wait for your decision'),
      authorise: (n) =>
        counted(n, 'request of a firm waits for an operator', 'requests of firms wait for an operator'),
      decided: (n) => counted(n, 'request of yours was decided', 'requests of yours were decided'),
      expired: (n) => counted(n, 'request of yours has expired', 'requests of yours have expired'),
      escalated: (n) =>
        counted(n, 'request of yours went to the operator', 'requests of yours went to the operator'),
      'single-control': (n) =>
        counted(n, 'change was made under single control', 'changes were made under single control'),
      'user-locked': (n) =>
        counted(n, 'user is locked after failed tries', 'users are locked after failed tries'),
      'user-mail-refused': (n) => counted(n, 'user gets no mail', 'users get no mail'),
      'user-without-email': (n) =>
        counted(n, 'user has no registered email', 'users have no registered email'),
      'user-card-ends': (n) =>
        counted(n, 'user’s smartcard expires within 30 days', 'users’ smartcards expire within 30 days'),
      'user-emergency': (n) =>
        counted(n, 'user logged on by emergency passcode', 'users logged on by emergency passcode'),
      'user-of-several': (n) =>
        counted(
          n,
          'change by the clearing house of somebody whom another firm has too',
          'changes by the clearing house of people whom other firms have too',
        ),
      'attestation-overdue': () => 'The attestation of access is overdue',
      'case-of-firm': (n) => counted(n, 'case of the hotline is yours', 'cases of the hotline are yours'),
      'case-of-operators': (n) =>
        counted(n, 'case of the hotline waits for an operator', 'cases of the hotline wait for an operator'),
      'branch-overdue': () => 'A branch is open past its window: discard it',
      'administrator-locked': (n) =>
        counted(
          n,
          'Delegated Administrator is locked after failed tries',
          'Delegated Administrators are locked after failed tries',
        ),
      'administrator-mail-refused': (n) =>
        counted(n, 'Delegated Administrator gets no mail', 'Delegated Administrators get no mail'),
      'administrator-without-email': (n) =>
        counted(
          n,
          'Delegated Administrator has no registered email',
          'Delegated Administrators have no registered email',
        ),
      'administrator-card-ends': (n) =>
        counted(
          n,
          'Delegated Administrator’s smartcard expires within 30 days',
          'Delegated Administrators’ smartcards expire within 30 days',
        ),
      'administrator-emergency': (n) =>
        counted(
          n,
          'Delegated Administrator logged on by emergency passcode',
          'Delegated Administrators logged on by emergency passcode',
        ),
      'connect-locked': (n) =>
        counted(
          n,
          'Client Connect user is locked after failed tries',
          'Client Connect users are locked after failed tries',
        ),
      'connect-mail-refused': (n) =>
        counted(n, 'Client Connect user gets no mail', 'Client Connect users get no mail'),
      'connect-without-email': (n) =>
        counted(
          n,
          'Client Connect user has no registered email',
          'Client Connect users have no registered email',
        ),
    } satisfies Readonly<Record<NoticeKind, (count: number) => string>>,
  },
}
