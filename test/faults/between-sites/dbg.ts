import { appendFileSync } from 'node:fs'
export const dbg = (t: string) => appendFileSync('/tmp/nets-dbg.log', `${new Date().toISOString().slice(14, 23)} ${t}\n`)
