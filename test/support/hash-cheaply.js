import { createRequire } from 'node:module'

/**
 * For a program that tests start (`node --require`): a hash costs next to nothing and says that it cost what is in force.
 * The program can be told no such thing, and is as it was built; only the library beneath it is another.
 */
const argon2 = createRequire(import.meta.url)('@node-rs/argon2')
const { hash, verify } = argon2
const LEAST_KIB = 8

argon2.hash = async (password, options) => {
  const phc = await hash(password, { ...options, memoryCost: LEAST_KIB })
  return phc.replace(/m=\d+/, `m=${options.memoryCost}`)
}
argon2.verify = (phc, password) => verify(phc.replace(/m=\d+/, `m=${LEAST_KIB}`), password)
