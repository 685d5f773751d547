import type { Randomness } from '../kernel/randomness.ts'

const WORDS = `
amber anchor apron arbour basil beacon bramble breeze button cabin candle canvas cedar cherry cinder clover cobalt
copper coral cotton dahlia ember falcon fennel ferry garnet ginger gravel hazel heron indigo ivory jasmine juniper
kettle lantern laurel linen maple marble meadow nettle nutmeg olive orchid otter pebble pepper quartz quince raven
ribbon saffron sage sparrow tamarind thistle timber tunnel velvet walnut willow`
  .trim()
  .split(/\s+/)

/** A password for a made-up person: easy to type from a list, and fit under the demo's profile. */
export function makePassphrase(randomness: Randomness): string {
  const word = () => WORDS[randomness.integer(WORDS.length)] ?? ''
  return [word(), word(), String(10 + randomness.integer(90)), word()].join('-')
}
