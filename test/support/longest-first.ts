import { statSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Projects in the order in which their files are begun: a long one begun last is waited for by an idle worker. */
const ORDER = ['journeys', 'processes', 'db', 'db-debian', 'pure']

/** Begins what takes long first; among files of one project, the large ones. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project }: TestSpecification) => ORDER.indexOf(project.name)
    const size = ({ moduleId }: TestSpecification) => statSync(moduleId).size
    return files.toSorted((a, b) => place(a) - place(b) || size(b) - size(a))
  }
}
