import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { run } from '../src/cli/run.ts'
import { packageRoot } from '../src/package-root.ts'
import { listFiles } from './support/list-files.ts'

const files = listFiles()
const papers = files
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(join(packageRoot, path), 'utf8') }))

/** Everything a pattern finds in the papers, by its first group, with where it stands. */
const named = (pattern: RegExp) =>
  papers.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([, name = '']) => ({ in: path, name })))

describe('the papers', () => {
  it('name only files that are there, by the end of their path', () => {
    const told = named(/`(\w[\w.-]*(?:\/[\w.-]+)*\.(?:tsx?|sql|sh|c|js|ya?ml|cfg))`/g).filter(
      ({ name }) => !/^(dist|var)\//.test(name),
    )
    expect(told.length).toBeGreaterThan(300)
    expect(told.filter(({ name }) => !files.some((path) => `/${path}`.endsWith(`/${name}`)))).toEqual([])
  })

  it('name only folders that are there', () => {
    const told = named(/`((?:src|test|bin|adr|docs|migrations|programmes|deploy|bench)\/[\w./-]*)`/g)
    expect(told.length).toBeGreaterThan(100)
    expect(told.filter(({ name }) => !existsSync(join(packageRoot, name)))).toEqual([])
  })

  it('link only to files that are there', () => {
    const links = named(/\]\(([\w./-]+)\)/g)
    expect(links.length).toBeGreaterThan(10)
    expect(
      links.filter(({ in: paper, name }) => !existsSync(join(packageRoot, dirname(paper), name))),
    ).toEqual([])
  })

  it('cite only decisions that are there, which are numbered once each', () => {
    const numbers = files.filter((path) => path.startsWith('adr/')).map((path) => basename(path).slice(0, 4))
    expect(new Set(numbers).size).toBe(numbers.length)
    const cited = named(/\badr\/(\d{4})\b/gi)
    expect(cited.length).toBeGreaterThan(30)
    expect(cited.filter(({ name }) => !numbers.includes(name))).toEqual([])
  })

  it('say of every runtime dependency why it is this one, and of nothing else', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
    const { dependencies, optionalDependencies } = manifest as Record<string, Record<string, string>>
    const families = Object.keys(optionalDependencies ?? {}).map((name) =>
      name.replace(/^(.*?)(-|\/)(linux|darwin)-.*$/, '$1$2*'),
    )
    const installed = [...new Set([...Object.keys(dependencies ?? {}), ...families])]
    const explained = named(/^\| `([^`]+)` \|/gm).filter((row) => row.in === 'docs/dependencies.md')
    expect(explained.map(({ name }) => name).sort()).toEqual(installed.sort())
  })

  describe('on commands', () => {
    let usages: readonly string[]
    beforeAll(async () => {
      const lines: string[] = []
      const nothing = () => Promise.reject(new Error('help asks nothing'))
      await run([], {
        print: (line) => lines.push(line),
        complain: () => {},
        ask: nothing,
        interrupted: nothing,
      })
      usages = lines.filter((line) => line.startsWith('sallyport '))
    })

    it('name only those there are', () => {
      const told = named(/(?:`|^\$ |^)(?:npx )?(sallyport [a-z]+(?: [a-z]+)?)\b/gm)
      expect(told.length).toBeGreaterThan(30)
      expect(told.filter(({ name }) => !usages.some((usage) => `${usage} `.startsWith(`${name} `)))).toEqual(
        [],
      )
    })
  })
})
