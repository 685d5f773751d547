import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { shellWithForm } from '../../test/support/web-shell.ts'
import { loadAssets } from './assets.ts'

const assets = loadAssets()
const stylesheet = Buffer.from(assets.at(assets.links.stylesheet)?.body ?? []).toString()

describe('the stylesheet', () => {
  it('asks for no font and names none that is licensed for gov.uk alone', () => {
    expect(stylesheet).not.toMatch(/GDS Transport|@font-face/)
    expect(stylesheet).toContain('--sallyport-fonts:')
    expect(stylesheet.length).toBeGreaterThan(100_000)
  })

  it('fetches nothing from elsewhere', () => {
    expect(stylesheet).not.toMatch(/url\(["']?(https?:)?\/\/|@import/)
  })

  it('has a dark value for every colour of ours that is a surface, a text or an edge', () => {
    const ours = stylesheet.slice(stylesheet.lastIndexOf('color-scheme: light dark'))
    const dark = ours.slice(
      ours.indexOf('prefers-color-scheme: dark'),
      ours.indexOf('/* govuk-frontend, quieter */'),
    )
    const light = ours.slice(0, ours.indexOf('prefers-color-scheme: dark'))
    const names = (block: string) => [...block.matchAll(/(--[a-z-]+): (?:#|rgb|0)/g)].map((match) => match[1])
    const unchanged = names(light).filter((name) => !dark.includes(`${name}:`))
    expect(unchanged).toEqual(['--govuk-focus-colour', '--govuk-focus-text-colour', '--sallyport-brass'])
  })
})

describe('an asset', () => {
  it('is kept for ever at its hashed address, and is nothing at any other', async () => {
    const { ask } = shellWithForm()
    for (const path of Object.values(assets.links)) {
      const response = await ask(path)
      expect([path, response.status]).toEqual([path, 200])
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect((await ask(path.replace(/[0-9a-f]{16}/, '0'.repeat(16)))).status).toBe(404)
    }
  })

  it('travels compressed to who takes that, and is the same', async () => {
    const { ask } = shellWithForm()
    const plain = await ask(assets.links.stylesheet)
    const packed = await ask(assets.links.stylesheet, { headers: { 'accept-encoding': 'br, gzip' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(await packed.arrayBuffer()).equals(Buffer.from(await plain.arrayBuffer()))).toBe(true)
  })

  it('is read only', async () => {
    const { ask } = shellWithForm()
    expect((await ask(assets.links.script, { method: 'POST' })).status).toBe(403)
  })
})
