/** Initiation after a reset of the password alone: a channel that stayed shows that it is he. */
export const anewEn = {
  anew: {
    channelTitle: 'Show that it is you',
    channel:
      'Your password was reset, and your OTP channels stay as they are. One passcode from one of them completes it.',
    appTitle: 'Use your authenticator app',
    app: 'The app that you use to log on. Lost it? Ask a DA of your firm to reset your OTP channels.',
  },
}
