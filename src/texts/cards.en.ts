/** Logon by smartcard. */
export const cardsEn = {
  cards: {
    password: 'Card password',
    begin:
      'Put your smartcard into the reader, then continue. Your browser asks which certificate to use, and for the PIN of the card.',
    continue: 'Continue with smartcard',
    /** Where the listener that asks for the card is another address. */
    elsewhere: 'The next page is at an address of its own, which asks for the card.',
    ready: 'Your smartcard was read. Type your User ID and the password that goes with the card.',
    frozen: (day: string) => `In this test the password is the one of ${day}.`,
    refusedTitle: 'You are not logged on',
    refused:
      'The User ID, the card password or the card is not right, or this User ID cannot log on here now. Check all three and try again.',
    none: {
      title: 'No smartcard was presented',
      text: 'Your browser came without a certificate: no card was in the reader, no certificate was chosen, or the PIN was cancelled. Browsers do not offer a card that has expired.',
      how: [
        'Put the card into the reader.',
        'Close all windows of the browser, so that it asks again.',
        'Begin again, choose the certificate of the card and type its PIN.',
      ],
    },
    bad: {
      title: 'The smartcard was not accepted',
      text: 'This card can’t be used here. Tell the hotline the reference below: it says why.',
    },
    ours: {
      title: 'The smartcard can’t be checked now',
      text: 'Your card may be in order; what is needed to check it can’t be reached. Try again in a few minutes, or tell the hotline the reference below.',
    },
    again: 'Begin again',
    accepted: { title: 'Your smartcard was accepted', text: 'You are led on in a moment.', go: 'Go on' },
    scheduled: {
      title: 'Your last smartcard day has passed',
      text: 'Smartcards of your participant are no longer accepted here. From now on you log on with User ID, password and one-time passcode.',
      initiate: 'If you have not done so yet, set that up first:',
    },
    doorPassed: 'You log on with 2FA now. If you have not set it up yet:',
    initiation: {
      proven:
        'You have just proven your smartcard and its password. No code from your email is asked for: choose a password and an OTP channel now.',
      stale:
        'Your smartcard was proven more than 15 minutes ago. Log out and log on by smartcard again, or go by way of your registered email.',
      byEmail: 'Initiation of 2FA with a code from your email',
    },
    functions: 'Functions',
    open: 'open',
    closed: 'Function not available',
  },
}
