import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../package-root.ts'
import { describeApi } from './describe-api.ts'
import { PROBLEMS } from './problems.ts'

describe('the description of the API', () => {
  it('is what docs/openapi.json says', () => {
    expect(JSON.parse(readFileSync(join(packageRoot, 'docs/openapi.json'), 'utf8'))).toEqual(describeApi())
  })

  it('names every status there is', () => {
    const { responses } = describeApi().paths['/api/reports/{businessDay}/{participant}/{name}'].put
    const statuses = [200, 201, ...Object.values(PROBLEMS).map(([status]) => status)].map(String)
    expect(Object.keys(responses).sort()).toEqual([...new Set(statuses)].sort())
  })
})
