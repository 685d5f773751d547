/** Documents, and what a firm's Client Connect users meet. */
export const connectEn = {
  documents: {
    title: 'Documents',
    intro: 'Information and user guides. Each can be read here, printed, or downloaded as one file.',
    name: 'Document',
    contents: 'What it holds',
    published: 'Published',
    from: (day: string) => `from ${day}`,
    where: 'Where',
    here: 'Here',
    inConnect: 'In Client Connect, with the access right EU_Documents',
    notYet: (day: string) => `Not yet published. It appears on ${day}.`,
    elsewhere: (where: string) => `It is not kept here. It is to be had at: ${where}.`,
    download: 'Download as one file',
    version: (version: string, day: string) => `Version ${version}, published on ${day}`,
    asOf: (moment: string) => `As the programme stood at ${moment}.`,
    inPage: 'On this page',
    back: 'All documents',
    lastSmartcardDay: (system: string, day: string) => `${system}: last day of the smartcard ${day}.`,
    walkIns: 'Firms that did not register are admitted as well.',
    noWalkIns: 'Only firms that registered are admitted.',
  },
}
