import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderStore } from '../../src/overnight-reports/folder-store.ts'
import { reportStoreContract } from './report-store.contract.ts'

reportStoreContract('a folder', async () =>
  folderStore(join(mkdtempSync(join(tmpdir(), 'sallyport-reports-')), 'made-by-itself')),
)
