import { en } from './en.ts'
import type { LetterTexts } from './letter-shape.ts'

const never = 'Never tell it to anybody; our staff will not ask you for it.'
const asked = 'Asked for'
const ifNotAsked = 'If you did not ask for it, do not use it, and tell us.'
const { labels, notices } = en

const valid = (minutes: number, where: string) => `It is valid for ${minutes} minutes. ${where} ${never}`

export const lettersEn: LetterTexts = {
  addressee: ({ person, idEnd }) => `For ${[person, `User ID ending ${idEnd}`].filter(Boolean).join(', ')}`,
  when: (lead, { at, origin }) => `${lead}: ${at}${origin === null ? '' : `, from network ${origin}`}.`,
  contact: ({ phone, email }) => `Hotline: ${phone} / E-mail: ${email}`,
  noLinks: 'Our messages never contain a link.',
  kinds: {
    'initiation-code': {
      subject: 'code for the initiation of 2FA',
      body: ({ code, minutes }) => [
        'Your code for the initiation of two-factor authentication (2FA) is',
        `    ${code}`,
        valid(minutes, 'Type it on the page where you asked for it.'),
      ],
      when: asked,
      ifNotYou: ifNotAsked,
    },
    'channel-proof': {
      subject: 'one-time passcode to set up email as your OTP channel',
      body: ({ code, minutes }) => [
        'Your one-time passcode to set up email as your OTP channel is',
        `    ${code}`,
        valid(minutes, 'Type it on the page where you are setting up 2FA.'),
      ],
      when: asked,
      ifNotYou: ifNotAsked,
    },
    'logon-code': {
      subject: 'your one-time passcode',
      body: ({ code, minutes }) => [
        'Your one-time passcode for logging on is',
        `    ${code}`,
        valid(minutes, 'Type it on the page where you are logging on.'),
      ],
      when: asked,
      ifNotYou:
        'If you did not ask for it, somebody may know your password: do not use the passcode, and tell us at once.',
    },
    'change-code': {
      subject: 'one-time passcode to change your account',
      body: ({ code, minutes }) => [
        'Your one-time passcode to change your password or your OTP channels is',
        `    ${code}`,
        valid(minutes, 'Type it on the page where you are making the change.'),
      ],
      when: asked,
      ifNotYou:
        'If you did not ask for it, somebody is logged on as you and knows your password: do not use the passcode, and tell us at once.',
    },
    'step-up-code': {
      subject: 'one-time passcode to confirm a decision',
      body: ({ code, minutes }) => [
        'Your one-time passcode to confirm that it is you who decides is',
        `    ${code}`,
        valid(minutes, 'Type it on the page where you are logged on.'),
      ],
      when: asked,
      ifNotYou:
        'If you did not ask for it, somebody is logged on as you: do not use the passcode, and tell us at once.',
    },
    'account-changed': {
      subject: 'your account was changed',
      body: ({ change }) => [
        en.ownAccount.changed[change],
        'Your other logon sessions were ended. If you use them, log on again.',
      ],
      when: 'Changed',
      ifNotYou: 'If it was not you, tell us at once.',
    },
    'changed-by-firm': {
      subject: 'your firm changed your account',
      body: ({ change }) => [
        {
          'password-reset':
            'Your firm reset your password. The old one does not work any more, and your logon sessions were ended. Your OTP channels stay.',
          'channel-reset':
            'Your firm reset your OTP channels, and your password with them. They do not work any more, and your logon sessions were ended.',
          unlocked: 'Your firm unlocked logon by one-time passcode for your User ID. You can log on again.',
          'sessions-ended': 'Your firm ended all your logon sessions. You can log on again.',
          'card-assigned': 'Your firm had a smartcard assigned to your User ID.',
          'card-replaced':
            'Your firm had another smartcard assigned to your User ID. The former one is not accepted any more.',
          'card-revoked':
            'Your firm revoked your smartcard. It is not accepted any more, and logon sessions it opened were ended.',
          'card-password-reset':
            'Your firm reset your smartcard password. The old one does not work any more, and your logon sessions were ended.',
          'emergency-passcode':
            'An emergency passcode for your User ID was asked for by one person and approved by another. Within one hour it lets somebody in once who also has your password.',
        }[change],
        ...{
          'password-reset': [
            'Choose a new one by “Initiation of 2FA”: you need a code from this mailbox and a passcode from one of your OTP channels.',
          ],
          'channel-reset': ['Set up both anew by “Initiation of 2FA”: you need a code from this mailbox.'],
          unlocked: [],
          'sessions-ended': [],
          'card-assigned': [],
          'card-replaced': [],
          'card-revoked': [],
          'card-password-reset': [
            'Ask your Delegated Administrator for the next one, or set up logon by one-time passcode by “Initiation of 2FA”.',
          ],
          'emergency-passcode': [
            'It is told to you by whoever made sure that it is you; it is in no mail. Tell it to nobody.',
          ],
        }[change],
      ],
      when: 'Changed',
      ifNotYou: 'If you did not expect this, ask a Delegated Administrator of your firm, and tell us.',
    },
    'password-expires': {
      subject: 'your password will expire',
      body: ({ expires }) => [
        `Your password expires on ${expires}. You can change it before: log on, then choose “Change password”.`,
        'If you do not, you can still log on then, and will be asked to change it before anything else.',
      ],
      when: 'Announced',
      ifNotYou: 'Nothing else is needed, and nobody will ask you for your password.',
    },
    'event-registration': {
      subject: 'registration for an event',
      body: ({ now, number, event, until }) => [
        {
          registered: `Your firm is registered for: ${event}. The registration has the number ${number}.`,
          amended: `Registration ${number} of your firm was amended: ${event}.`,
          withdrawn: `Registration ${number} of your firm was withdrawn: ${event}. Your firm is not registered any more.`,
        }[now],
        `It can be amended or withdrawn in Client Connect up to and including ${until}; after that, ask the hotline.`,
      ],
      when: 'Filed',
      ifNotYou: 'If nobody of your firm filed it, tell us.',
    },
    'already-initiated': {
      subject: '2FA is already set up',
      body: () => [
        'Somebody asked to initiate two-factor authentication (2FA) for your User ID. It is already set up, so no code was sent and nothing was changed.',
        'If it was you: log on with your User ID, your password and a one-time passcode. If you have forgotten your password or lost your OTP channel, ask a Delegated Administrator of your firm for a reset.',
      ],
      when: asked,
      ifNotYou: 'If it was not you, tell us.',
    },
    'two-factor-set-up': {
      subject: '2FA is set up',
      body: ({ channel }) => [
        `Two-factor authentication (2FA) is now set up for your User ID. Your OTP channel: ${labels[channel]}.`,
        'You log on with your User ID, your password and a one-time passcode.',
      ],
      when: 'Set up',
      ifNotYou: 'If it was not you, tell us at once.',
    },
    'logon-locked': {
      subject: 'logon by OTP is locked for now',
      body: ({ until }) => [
        `After too many failed tries, logon by one-time passcode is locked for your User ID until ${until}. It opens again by itself then.`,
        'In a browser in which you have logged on before, you can still try. A Delegated Administrator of your firm can unlock it earlier.',
      ],
      when: 'Last try',
      ifNotYou: 'If these tries were not yours, tell us.',
    },
    'passcode-replayed': {
      subject: 'a used passcode was tried again',
      body: () => [
        'A one-time passcode of yours that had already been used was tried again. It was refused, and nothing was changed.',
      ],
      when: 'Tried',
      ifNotYou: 'If you did not send it twice yourself, tell us.',
    },
    'emergency-passcode-used': {
      subject: 'logon by emergency passcode',
      body: () => [
        'Somebody has just logged on with your User ID, your password and an emergency passcode. It is used up now.',
        'Your OTP channels are as they were. If one is lost, ask for a reset.',
      ],
      when: 'Logged on',
      ifNotYou:
        'If it was not you, tell us at once, and have a Delegated Administrator suspend your User ID.',
    },
    'reset-by-operators': {
      subject: 'your OTP channels were reset',
      body: () => [
        'Operators of the clearing house reset your OTP channels, and your password with them. They do not work any more, and your logon sessions were ended.',
        'They did it, and not your firm, because more firms than one have your User ID. Set up both anew by “Initiation of 2FA”: you need a code from this mailbox.',
      ],
      when: 'Changed',
      ifNotYou: 'If you did not expect this, tell us at once.',
    },
    'address-test': {
      subject: 'your registered email address works',
      body: () => [
        'This is the email address registered for your User ID. Codes for two-factor authentication (2FA) are sent here, and this mail shows that they arrive.',
        'You need not do anything, nor answer.',
      ],
      when: 'Sent',
      ifNotYou: 'If you do not know this User ID, tell us.',
    },
    'address-replaced': {
      subject: 'your registered email address was replaced',
      body: () => [
        'This address is no longer the registered email address of your User ID: your firm, or the clearing house for it, replaced it or took it away. No code is sent here any more.',
      ],
      when: 'Replaced',
      ifNotYou: 'If you did not expect it, tell your firm and us at once.',
    },
    'tasks-waiting': {
      subject: 'something waits for you',
      body: ({ tasks }) => [
        tasks
          .map(
            ({ firm, kind, count }) => `- ${firm === null ? '' : `${firm}: `}${notices.kinds[kind](count)}.`,
          )
          .join('\n'),
        'Log on as you always do: your overview shows each of them. What is done by then is not shown any more.',
      ],
      when: 'As it was',
      ifNotYou: 'If you do not have this task any more, tell us.',
    },
  },
}
