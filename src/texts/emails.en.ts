import { addressFaultsEn } from './addresses.en.ts'

/** Registered emails of a firm: the list, one user, files, and whether mail arrives. */
export const emailsEn = {
  emails: {
    title: 'Registered emails',
    caption: 'Without a registered email nobody can set up 2FA, and so nobody gets in after the launch.',
    columns: { user: 'User ID', name: 'Name', address: 'Registered email', mail: 'Does mail arrive?' },
    none: 'none',
    search: 'User ID, name or address',
    filters: {
      all: 'Everybody',
      'no-address': 'Without an address',
      refused: 'Mail did not arrive',
      shared: 'Shared addresses',
      untested: 'Not tested yet',
    },
    states: {
      none: 'No address',
      untested: 'Not tested yet',
      waiting: 'Under way',
      sent: 'Taken by the mail server',
      refused: 'Refused',
      bounced: 'Bounced',
      lapsed: 'Could not be handed over',
    },
    mailAt: (moment: string) => moment,
    serverSays: (words: string) => `The mail server said: ${words}`,
    shared: 'Shared',
    sharedHint:
      'Another User ID of the firm has the same address. It is allowed, but whoever reads that mailbox gets the codes of both.',
    suspended: 'Suspended',
    uploadLink: 'Upload a file of addresses',
    templateLink: 'Users without an address, as a file to fill in',
    downloadLink: 'All addresses as CSV',
    testAll: 'Send a test mail to all',
    testOne: 'Send a test mail',
    tested: (letters: number) =>
      letters === 0
        ? 'No test mail was queued: nobody here has an address that was not tested in the last 15 minutes.'
        : letters === 1
          ? 'One test mail is on its way.'
          : `${letters} test mails are on their way. They leave a few at a time and delay no passcode.`,

    userTitle: (userId: string) => `Registered email of ${userId}`,
    facts: {
      name: 'Name',
      role: 'Role',
      status: 'Status',
      address: 'Registered email',
      since: 'Since',
      mail: 'Mail',
    },
    notHere:
      'The address of a Delegated Administrator or a Client Connect user is not registered here. Your Client Connect user files DA 3 for it.',
    registerTitle: 'Another address',
    newAddress: 'New address',
    newAddressHint:
      'Exactly one, such as chan.mei.ting@firm.example. The address before is told of the change.',
    remark: 'Remark for the checker',
    register: 'Ask for the change',
    withdrawTitle: 'Take the address away',
    withdrawHint: 'Without an address the user can’t set up 2FA any more.',
    withdraw: 'Ask to take it away',
    waits: (number: string) => `Request ${number} on this user waits to be decided.`,

    uploadsTitle: 'Upload a file of addresses',
    uploadIntro:
      'A CSV file in UTF-8 with the first line “User ID,Email” and at most 100,000 users. Nothing changes by the upload: you see what it would do, then you ask for it, and a checker decides.',
    file: 'File',
    upload: 'Upload and look',
    noFile: 'Choose a file.',
    cutOff: 'The file did not arrive whole, or is larger than 16 MB. Upload it again.',
    latest: 'Files uploaded before',
    uploadColumns: { file: 'File', at: 'Uploaded', rows: 'Users', state: 'State' },
    noUploads: 'No file has been uploaded yet.',

    uploadTitle: (file: string) => file,
    standings: {
      arriving: 'Arriving',
      cut: 'Broken off',
      checking: 'Being looked at',
      faulty: 'Has errors',
      ready: 'Ready to be asked for',
      same: 'Changes nothing',
      applying: 'Being put in force',
      'in-force': 'In force',
    },
    asked: 'Asked for',
    standingHints: {
      arriving: 'The file is arriving.',
      cut: 'The upload broke off, and nothing of it is used. Upload the file again.',
      checking: 'Each line is compared with the firm’s users.',
      faulty: 'Nothing can be asked for until every error is mended. Mend the file and upload it again.',
      ready: 'No error was found. Look at what would change, then ask for it.',
      same: 'Every user has the address that the file gives him already.',
      applying: 'The addresses are put in force, all of them or none. Letters to them follow.',
      'in-force': 'The addresses of this file were put in force.',
    },
    counts: {
      rows: 'Users in the file',
      changes: 'Addresses that would change',
      first: 'Of them, users who had none',
      unchanged: 'As they are already',
      empty: 'Left empty: stay as they are',
      faultyLines: 'Lines with errors',
      shared: 'Shared addresses',
      otherDomain: 'Another domain than most of the firm',
      looksLike: 'A domain that only looks like the firm’s',
      suspended: 'Suspended users',
    },
    sha256: 'SHA-256 of the file',
    faultsTitle: 'Errors',
    faultColumns: {
      line: 'Line',
      column: 'Column',
      wrong: 'What is wrong, and what to do',
      written: 'Written there',
    },
    changesTitle: 'Before and after',
    changeColumns: { user: 'User ID', before: 'Before', after: 'After', look: 'Deserves a look' },
    firstOf: (shown: number, all: number) => `The first ${shown} of ${all}.`,
    faultsCsv: 'All errors as CSV',
    changesCsv: 'All changes as CSV',
    submit: 'Ask for all of it',
    submitTitle: 'Ask for it',
    submitHint: (changes: number) =>
      changes === 1 ? 'One request for one address.' : `One request for all ${changes} addresses.`,
    seeRequest: (number: string) => `See request ${number}`,
    warnings: {
      shared: 'shared with another user',
      'other-domain': 'another domain than most',
      'looks-like': 'a domain that only looks like the firm’s',
      suspended: 'suspended user',
      replaces: 'replaces an address',
    },
    faults: {
      'utf-16':
        'The file is UTF-16, which Excel calls “Unicode Text”. Save it as “CSV UTF-8 (Comma delimited)”.',
      workbook: 'This is a workbook, not a CSV file. Save it as “CSV UTF-8 (Comma delimited)”.',
      nul: 'A NUL byte: the file is damaged, or is no text.',
      'not-utf-8':
        'Not UTF-8: Excel’s plain “CSV” is in the machine’s old encoding. Save it as “CSV UTF-8 (Comma delimited)”.',
      cut: 'The file ends within a line. Upload it again.',
      'long-line': 'The line is longer than any line of such a file can be.',
      'no-lines': 'The file has no line below its first one, or nothing at all.',
      'no-header': 'The first line must be: User ID,Email',
      semicolons:
        'Cells are parted by semicolons, as Excel does in some regions. The first line must be: User ID,Email',
      tabs: 'Cells are parted by tabs. Save it as “CSV UTF-8 (Comma delimited)”.',
      'too-many-lines': 'More than 100,000 users: part the file in two.',
      quotes:
        'A quotation mark has no partner in its cell. Put the whole cell in quotation marks and double those within.',
      cells: 'Two cells are wanted, a User ID and an address.',
      unseen: 'A character that can’t be seen. Delete the cell and type it again.',
      'user-id': 'Not a User ID: 6 to 12 letters and digits.',
      twice: 'The same User ID as in an earlier line. Delete one of them.',
      'unknown-user': 'No user of this firm has this User ID.',
      administrator:
        'Not a user: the address of a DA or a Client Connect user goes by DA 3 in Client Connect.',
      'of-several-firms':
        'Another firm has this user too: ask the clearing house, and leave the address empty.',
      ...addressFaultsEn,
    },
  },
}
