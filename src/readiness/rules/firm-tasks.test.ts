import { describe, expect, it } from 'vitest'
import { FIRM_TASKS, type FirmFigures, firmTasks } from './firm-tasks.ts'

const allDone: FirmFigures = {
  usersWithoutEmail: 0,
  administratorsWithoutEmail: 0,
  notInitiated: 0,
  mailRefused: 0,
  untested: 0,
  requestsWaiting: 0,
  attested: true,
  makers: 2,
  checkers: 2,
  singleControl: false,
}
const open = (figures: Partial<FirmFigures>) =>
  firmTasks({ ...allDone, ...figures }).flatMap((task) =>
    task.open > 0 ? [`${task.name} ${task.open} ${task.actor}`] : [],
  )

describe('the task list of a firm', () => {
  it('has every task in its order, and all ticked where there is nothing to do', () => {
    expect(firmTasks(allDone).map(({ name }) => name)).toEqual(FIRM_TASKS)
    expect(open({})).toEqual([])
  })

  it.each([
    [{ usersWithoutEmail: 25 }, 'users-email 25 delegated-administrators'],
    [{ administratorsWithoutEmail: 1 }, 'administrators-email 1 client-connect'],
    [{ notInitiated: 3 }, 'initiation 3 himself'],
    [{ mailRefused: 1 }, 'mail-refused 1 delegated-administrators'],
    [{ untested: 4 }, 'untested 4 delegated-administrators'],
    [{ requestsWaiting: 2 }, 'requests 2 delegated-administrators'],
    [{ attested: false }, 'attestation 1 delegated-administrators'],
    [{ makers: 1 }, 'two-makers 1 client-connect'],
    [{ checkers: 0 }, 'two-checkers 2 client-connect'],
  ])('with %j has one open, and says who must act: %s', (figures, task) => {
    expect(open(figures)).toEqual([task])
  })

  it('has no attestation in it while no period runs', () => {
    expect(firmTasks({ ...allDone, attested: null }).map(({ name }) => name)).not.toContain('attestation')
  })

  it('wants no second maker or checker under single control', () => {
    expect(open({ makers: 1, checkers: 1, singleControl: true })).toEqual([])
  })
})
