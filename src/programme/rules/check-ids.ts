import type { Launch } from '../launch-plan.ts'
import type { Programme } from '../programme.ts'
import { type Finding, finding, sessionPath } from './finding.ts'
import { standingDoors, standingFunctions, standingSystems } from './standing-doors.ts'

/** Doors, functions and systems that stand in every programme by the house: a file declares none of them. */
export function housesIds(programme: Programme): readonly Finding[] {
  const houses = { doors: standingDoors, functions: standingFunctions, systems: standingSystems }
  const kinds = ['systems', 'functions', 'doors'] as const
  return kinds.flatMap((kind) =>
    programme[kind]
      .filter(({ id }) => houses[kind].some((one) => one.id === id))
      .map(({ id }) =>
        finding(
          programme,
          'error',
          `${kind}/${id}`,
          `\`${id}\` stands in every programme, and no file declares it`,
        ),
      ),
  )
}

/** Doors, functions, roles and systems that are spoken of but not declared. */
export function unknownIds(programme: Programme): readonly Finding[] {
  return references(programme).flatMap(({ kind, ids, path }) =>
    ids.flatMap((id, index) =>
      programme[`${kind}s`].some((declared) => declared.id === id)
        ? []
        : finding(programme, 'error', path(index), `no ${kind} \`${id}\` is declared`),
    ),
  )
}

interface References {
  readonly kind: 'door' | 'function' | 'role' | 'system'
  readonly ids: readonly string[]
  readonly path: (index: number) => string
}

function references({ doors, sessions, emailRegistration, launch }: Programme): readonly References[] {
  const ofDoors = doors.flatMap(({ id, system, leadsTo, admits }): readonly References[] => [
    { kind: 'system', ids: [system], path: () => `doors/${id}/system` },
    { kind: 'function', ids: leadsTo, path: (index) => `doors/${id}/leadsTo/${index}` },
    { kind: 'role', ids: admits, path: (index) => `doors/${id}/admits/${index}` },
  ])
  const ofSessions = sessions.flatMap((session): readonly References[] => {
    const { activities, functions } = session
    const at = sessionPath(session)
    return [
      ...activities.flatMap(({ to, doors }, row): readonly References[] => [
        { kind: 'role', ids: to, path: (index) => `${at}/activities/${row}/to/${index}` },
        { kind: 'door', ids: doors, path: (index) => `${at}/activities/${row}/doors/${index}` },
      ]),
      {
        kind: 'function',
        ids: functions.map((open) => open.function),
        path: (index) => `${at}/functions/${index}/function`,
      },
    ]
  })
  const { roles } = emailRegistration
  return [
    ...ofDoors,
    ...ofSessions,
    ...ofLaunch(launch),
    { kind: 'role', ids: roles, path: (index) => `emailRegistration/roles/${index}` },
  ]
}

function ofLaunch({ waves, parallelRun }: Launch): readonly References[] {
  const run = 'launch/parallelRun'
  return [
    ...waves.map(
      ({ id, roles }): References => ({
        kind: 'role',
        ids: roles ?? [],
        path: (index) => `launch/waves/${id}/roles/${index}`,
      }),
    ),
    ...(parallelRun?.lastSmartcardDays ?? []).map(
      ({ system }): References => ({
        kind: 'system',
        ids: [system],
        path: () => `${run}/lastSmartcardDays/${system}`,
      }),
    ),
    ...(parallelRun?.exceptions ?? []).map(
      ({ system }, row): References => ({
        kind: 'system',
        ids: [system],
        path: () => `${run}/exceptions/${row}/system`,
      }),
    ),
  ]
}
