import { z } from 'zod'
import { PROBLEMS, problemShape } from './problems.ts'

/** What a batch is told of a report that is there now. */
export const publishedShape = z
  .object({
    outcome: z.enum(['new', 'amended', 'the-same']),
    businessDay: z.iso.date(),
    participant: z.string(),
    name: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'Published' })

export type Published = z.infer<typeof publishedShape>

const DONE = {
  200: 'The same bytes are published already, or they replaced others: outcome says which',
  201: 'Published',
} as const

/** OpenAPI 3.1, made of what the program itself goes by. */
export function describeApi() {
  const { schemas } = z.toJSONSchema(registryOf(), { uri: (id) => `#/components/schemas/${id}` })
  return {
    openapi: '3.1.0',
    info: { title: 'Sallyport: overnight reports', version: '1' },
    paths: {
      '/api/reports/{businessDay}/{participant}/{name}': {
        put: {
          operationId: 'publishReport',
          summary: 'Publishes one report; the same bytes again change nothing, others amend it',
          security: [{ token: [] }],
          parameters: [
            inPath('businessDay', { type: 'string', format: 'date' }),
            inPath('participant', { type: 'string' }),
            inPath('name', { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' }),
            {
              ...{ name: 'Content-Digest', in: 'header', required: true, schema: { type: 'string' } },
              description: 'RFC 9530: sha-256=:BASE64:',
            },
          ],
          requestBody: {
            required: true,
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
          responses: responses(),
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema)])),
    },
  }
}

function registryOf() {
  const registry = z.registry<{ id: string }>()
  registry.add(publishedShape, { id: 'Published' })
  registry.add(problemShape, { id: 'Problem' })
  return registry
}

/** Of a schema of its own, what it is where it stands among others. */
function plain({ $schema: _, $id: __, id: ___, ...schema }: Readonly<Record<string, unknown>>) {
  return schema
}

function inPath(name: string, schema: object) {
  return { name, in: 'path', required: true, schema }
}

function responses() {
  const of = (type: string, id: string) => ({ [type]: { schema: { $ref: `#/components/schemas/${id}` } } })
  const done = Object.entries(DONE).map(([status, description]) => [
    status,
    { description, content: of('application/json', 'Published') },
  ])
  const byStatus = Map.groupBy(Object.values(PROBLEMS), ([status]) => status)
  const refused = [...byStatus].map(([status, problems]) => [
    String(status),
    {
      description: problems.map(([, title]) => title).join('; '),
      content: of('application/problem+json', 'Problem'),
    },
  ])
  return Object.fromEntries([...done, ...refused])
}
