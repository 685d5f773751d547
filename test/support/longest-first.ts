import { statSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What only computes, in the order in which it is begun, after what is named nowhere here. */
const AFTER = ['db', 'db-debian', 'pure']

/**
 * Begins what takes long first, of one project the large files: a long one begun last is waited for by idle workers. A
 * journey keeps a core busy and processes mostly wait for each other, so two journeys run beside half of the processes.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const size = ({ moduleId }: TestSpecification) => statSync(moduleId).size
    const place = ({ project }: TestSpecification) => AFTER.indexOf(project.name)
    const sorted = files.toSorted((a, b) => place(a) - place(b) || size(b) - size(a))
    const first = sorted.filter((file) => place(file) < 0)
    const journeys = first.filter(({ project }) => project.name === 'journeys')
    const processes = first.filter((file) => !journeys.includes(file))
    const [pairs, half] = [Math.ceil(journeys.length / 2), Math.ceil(processes.length / 2)]
    return [
      ...[...journeys.slice(0, pairs), ...processes.slice(0, half)],
      ...[...journeys.slice(pairs), ...processes.slice(half)],
      ...sorted.slice(first.length),
    ]
  }
}
