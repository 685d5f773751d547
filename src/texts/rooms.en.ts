/** The rooms behind a door, whose they are, and the parts of their pages. Each owner of a room adds its label. */
export const roomsEn = {
  /** The navigation, in no order: each surface has its own (`rooms.ts`). */
  rooms: {
    overview: 'Overview',
    emails: 'Registered emails',
    readiness: 'Readiness',
    users: 'Users',
    groups: 'User groups',
    listings: 'Listings',
    delegates: 'Delegated Administrators',
    events: 'Events',
    documents: 'Documents',
    references: 'References',
    requests: 'Requests',
  },

  roles: {
    user: 'user',
    'da-maker': 'DA maker',
    'da-checker': 'DA checker',
    'da-single': 'DA under single control',
    'client-connect': 'Client Connect user',
    'operator-maker': 'operator maker',
    'operator-checker': 'operator checker',
    hotline: 'hotline agent',
    auditor: 'auditor',
  },

  room: {
    and: ' and ',
    youAre: (roles: string) => `You are here as ${roles}.`,
    singleControl: 'Single control',
    otherFirm: 'Another firm',
    chooseFirm: 'For which firm?',
    readOnly: 'To look at only: nothing can be changed in this session.',
  },

  list: {
    search: 'Search',
    clear: 'Show all',
    filter: 'Show',
    /** Above a table: how many of how many are on the page. */
    shown: (from: number, to: number, of: number) => `${from} to ${to} of ${of}`,
    shownSome: (shown: number) => `${shown} shown`,
    newer: 'Previous page',
    older: 'Next page',
    pages: 'Pages',
    none: 'Nothing here yet.',
    noneFound: 'Nothing matches the search.',
    sortedUp: 'ascending',
    sortedDown: 'descending',
    download: 'Download as CSV',
    more: (more: number) => `and ${more} more`,
    chooseFile: 'Choose a file',
    fileLimit: (megabytes: number) => `A CSV file in UTF-8, at most ${megabytes} MB.`,
    upload: 'Upload',
    working: 'Working',
    progress: (done: number, of: number) => `${done} of ${of} done`,
    reloads: 'This page looks again by itself every few seconds. Without that, reload it.',
    optional: 'optional',
  },
}
