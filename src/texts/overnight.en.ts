/** Overnight Report Download. */
export const overnightEn = {
  overnight: {
    intro:
      'Reports come in the night after each business day. A download that breaks off can be resumed; it is the whole file once its checksum is the one shown here.',
    businessDay: (day: string) => `Business day ${day}`,
    columns: { report: 'Report', size: 'Size', published: 'Published', checksum: 'Checksum (SHA-256)' },
    amended: 'amended',
    notYet: 'Not yet published.',
    none: 'No report was published.',
    noDays: 'There is no earlier report.',
    older: 'Earlier business days',
    newest: 'Newest',
    kilobytes: (count: string) => `${count} kB`,
    megabytes: (count: string) => `${count} MB`,
    gigabytes: (count: string) => `${count} GB`,
    bytes: (count: string) => `${count} bytes`,
    notEntitled: (name: string) =>
      `Overnight Report Download is not among your functions at ${name}. A Delegated Administrator there can put you into a user group that has it.`,
  },
}
