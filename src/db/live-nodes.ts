import type pg from 'pg'

/** A node that serves, to whoever migrates what it serves from. */
export interface LiveNode {
  /** As in its log: host and process. */
  readonly node: string
  /** Of its program's own migrations. */
  readonly lastStep: number
}

const NAME = /^sallyport\/(\d+) (\S+)/

/**
 * Each connection of a node says whose it is and how far its program goes. So a node is seen as long as it has one: no beat
 * can be late, and nothing is left of one that was killed.
 */
export function connectionName({ node, lastStep }: LiveNode, of: string): string {
  return `sallyport/${lastStep} ${node} ${of}`
}

/** Nodes that serve from here by a program whose last step lies before this one. */
export async function nodesBefore(client: pg.Client, step: number): Promise<readonly LiveNode[]> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_stat_activity
     where datname = current_database() and application_name like 'sallyport/%' order by name`,
  )
  const nodes = rows.flatMap(({ name }) => {
    const [, lastStep, node] = NAME.exec(name) ?? []
    return node === undefined ? [] : [{ node, lastStep: Number(lastStep) }]
  })
  const each = new Map(nodes.map((found) => [found.node, found]))
  return [...each.values()].filter(({ lastStep }) => lastStep < step)
}
