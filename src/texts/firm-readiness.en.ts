/** The readiness of one firm: its overview, its task list, its people. */
export const firmReadinessEn = {
  readiness: {
    title: 'Readiness',
    ready: (ready: number, people: number) => `${ready} of ${people} get in`,
    onLaunchMorning: (moment: string) => `How your people stand on launch morning, ${moment}.`,
    now: 'How your people stand now.',
    supposed: {
      recorded: 'By the decisions on the launch that are recorded.',
      none: 'Without any decision on the launch.',
      go: 'Supposing that the launch is approved in time.',
    },
    legend: (count: number, standing: string) => `${standing}: ${count}`,
    cardOnly: (cardOnly: number, ready: number) =>
      `by smartcard alone: ${cardOnly} of the ${ready} who get in`,
    barSays: (ready: number, people: number) => `${ready} of ${people} people get in`,

    tasksTitle: 'What is to be done',
    tasks: {
      'users-email': 'Every user has a registered email',
      'administrators-email': 'Every Delegated Administrator has a registered email',
      'mail-refused': 'No mail server refuses anybody’s mail',
      initiation: 'Everybody with an email has set up 2FA',
      untested: 'Every address has had a test mail',
      requests: 'No request waits to be decided',
      attestation: 'Everybody’s access is attested for this period',
      'two-makers': 'Two DA makers can act',
      'two-checkers': 'Two DA checkers can act',
    },
    openCount: (open: number) => `${open} to go`,
    wanted: (open: number) => (open === 1 ? 'one more is needed' : `${open} more are needed`),
    done: 'Done',
    shared: (count: number) =>
      `${count} User IDs share an address with another. It is allowed; look whether it is meant.`,
    whoActs: 'Who must act',
    task: 'Task',
    state: 'State',

    lockedTitle: (count: number) => (count === 1 ? 'One person is locked' : `${count} people are locked`),
    lockedIntro:
      'Too many tries failed. Each lock ends by itself; ask the person whether the tries were his before you unlock him.',
    who: 'Who',
    lockedUntil: 'Locked until',
    whatHelps: 'What helps',
    unlock: (userId: string) => `Unlock ${userId}`,

    datesTitle: 'Dates of the programme',
    dates: { when: 'When', what: 'What' },
    assumed: '(assumed)',
    noDates: 'No date of the programme is still to come.',

    peopleTitle: 'Readiness of your people',
    search: 'User ID or name',
    filters: {
      all: 'Everybody',
      'no-email': 'Without a registered email',
      'not-initiated': '2FA not set up',
      suspended: 'Suspended',
    },
    columns: {
      user: 'User ID',
      name: 'Name',
      standing: 'On launch morning',
      lacks: 'What is missing',
      acts: 'Who must act',
    },
    nothing: 'nothing',
  },
}
