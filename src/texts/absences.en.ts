/** Who is away, of those whom requests wait for. */
export const absencesEn = {
  absences: {
    title: 'Absences',
    intro:
      'Who makes or checks requests says here when he is away, or a colleague says it for him. Nothing is taken from him; requests just do not wait for him alone.',
    none: 'Nobody is away.',
    columns: { who: 'Who', from: 'From', until: 'Up to and including', there: 'Who is there', end: 'Back' },
    nobody: 'nobody',
    back: 'Back again',
    declareTitle: 'Say that somebody is away',
    hand: (userId: string, name: string, roles: string) => `${userId} (${name}), ${roles}`,
    firstDay: 'First day away',
    lastDay: 'Last day away',
    declare: 'Say so',
    noDay: 'Enter a day, such as 2023-06-19.',
    noChecker: (from: string, until: string) => `No checker is available from ${from} to ${until}.`,
    refusals: {
      'not-entitled': 'No request ever waits for you here.',
      'not-found': 'It is not there, or not there any more.',
      'no-such-time': 'The last day comes before the first one, or has passed.',
    },
  },
}
