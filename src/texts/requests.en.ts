/** Requests with maker and checker, and the step-up before a decision. */
export const requestsEn = {
  stepUp: {
    title: 'Confirm that it is you',
    why: 'A decision about accounts needs a fresh one-time passcode.',
    holds: 'It holds for 15 minutes in this logon session.',
    cancel: 'Go back without it',
  },
}
