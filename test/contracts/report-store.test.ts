import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderStore } from '../../src/overnight-reports/folder-store.ts'
import { packageRoot } from '../../src/package-root.ts'
import { reportStoreContract } from './report-store.contract.ts'

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'sallyport-reports-')), 'made-by-itself')

reportStoreContract('a folder', async () => {
  const folder = newFolder()
  const leaveHalf = async (key: string) => {
    await mkdir(folder)
    await writeFile(join(folder, `${key}.part`), 'half')
  }
  return { store: folderStore(folder), leaveHalf }
})

describe('a folder', () => {
  it('that is not there says so, and files of somebody else in it are none of ours', async () => {
    const folder = newFolder()
    const store = folderStore(folder)
    expect(await store.fault()).toContain('there is no such file or folder')
    await mkdir(folder)
    await writeFile(join(folder, 'lost+found'), '')
    expect(await Array.fromAsync(store.keys())).toEqual([])
  })

  it('of reports that were opened and let go of unread does not take the process with it', () => {
    const program = `
      import { Readable } from 'node:stream'
      import { folderStore } from ${JSON.stringify(join(packageRoot, 'src/overnight-reports/folder-store.ts'))}
      const store = folderStore(${JSON.stringify(newFolder())})
      const key = crypto.randomUUID()
      await store.put(key, Readable.from([Buffer.alloc(9)]))
      await (async () => void (await store.open(key, { from: 0, to: 8 })))()
      for (let turn = 0; turn < 9; turn++) {
        gc()
        await new Promise(setImmediate)
      }`
    const argv = ['--expose-gc', '--input-type=module', '--eval', program]
    const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })
})
