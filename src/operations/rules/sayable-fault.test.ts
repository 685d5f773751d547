import pg from 'pg'
import { expect, it } from 'vitest'
import { sayableFault } from './sayable-fault.ts'

function databaseError(code: string, message: string, more: object = {}): pg.DatabaseError {
  const error = new pg.DatabaseError(message, message.length, 'error')
  return Object.assign(error, { code, severity: 'ERROR', ...more })
}

it('says of a refused statement where it was refused, and quotes neither row nor value', () => {
  const fault = databaseError('23505', 'Key (user_id)=(CANARY) exists', {
    detail: 'Failing row contains (CANARY)',
    where: 'CANARY',
    table: 'account',
    constraint: 'account_user_id_key',
  })
  const said = sayableFault(new Error('at the door', { cause: fault }))
  expect(said).toMatchObject({
    message: 'at the door',
    cause: { code: '23505', table: 'account', constraint: 'account_user_id_key' },
  })
  expect(JSON.stringify(said)).not.toContain('CANARY')
})

it('says in words what is wrong with the server itself', () => {
  expect(sayableFault(databaseError('53100', 'could not extend file: No space left'))).toMatchObject({
    code: '53100',
    message: 'could not extend file: No space left',
  })
})

it('says each of several faults, frames without their words, and nothing of what is no error', () => {
  const both = sayableFault(new AggregateError([new Error('one'), databaseError('22P02', 'CANARY')], 'two'))
  expect(both.of?.map(({ message }) => message)).toEqual(['one', undefined])
  expect(both.stack?.every((line) => line.startsWith('at '))).toBe(true)
  expect(sayableFault({ password: 'CANARY' })).toEqual({ type: 'object' })
})
