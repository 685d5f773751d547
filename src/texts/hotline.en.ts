/** Cases of the hotline, at the desk and to the firm whose they are. */
export const hotlineEn = {
  hotline: {
    intro:
      'What was told to the hotline by somebody who was called back, and whose it is to see to. A case changes nothing: what has to be changed is asked for where that is done.',
    filters: { open: 'Open', closed: 'Closed', all: 'All' },
    none: 'No cases.',
    columns: {
      number: 'Case',
      firm: 'Participant',
      about: 'About',
      matter: 'Matter',
      route: 'Whose',
      opened: 'Opened',
    },
    nobody: 'nobody by name',
    house: 'the clearing house',
    routes: { firm: 'The firm’s Delegated Administrators', operators: 'Operators of the clearing house' },
    closed: 'Closed',
    shown: (count: number) => `${count} shown`,
    open: 'Open a case',
    whichFirm: 'Participant code',
    noFirm: 'There is no participant with this code.',
    callBack:
      'Call back one of these recorded contacts before you go on, at the number that stands here and at no other. Nobody is believed at the number he calls from.',
    noContact:
      'The firm has no recorded contact. Nobody can be called back, and no case be opened: two operators record a contact first.',
    contact: 'Who was called back',
    contactHint: (office: string, telephone: string) => `${office}, ${telephone}`,
    caller: 'Who called, as he said',
    aboutUser: 'User ID it is about',
    reference: 'Reference that a page showed',
    matter: 'What it is about',
    matterHint: 'No password, no passcode: nobody needs them to help.',
    route: 'Whose it is to see to',
    opened: (number: string) => `The case is open. Its number is ${number}: tell it to the caller.`,
    by: 'by',
    pass: 'Hand to the operators',
    close: 'Close the case',
    outcome: 'What came of it',
    problems: {
      'no-such-contact': 'Choose the contact that was called back. It has to be on record now.',
      'nobody-of-the-firm': 'Nobody of this firm has this User ID.',
      'not-theirs': 'What is about an administrator or a Client Connect user goes to the operators.',
      'nothing-said': 'Say it in a sentence.',
    },
    notOpen: 'The case is closed, or somebody else’s by now.',
  },
}
