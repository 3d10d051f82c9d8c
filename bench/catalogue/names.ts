import { type Chance, Chance as ChanceFrom, mix } from './chance.ts'
import { type TagKind, tagKinds, type TagWorld } from './tags.ts'

const words =
  'winter harbour lantern ember glass river crown hollow silver thorn garden signal orbit salt paper storm velvet iron apple raven candle mirror bridge stone autumn copper summer letter ghost tide sparrow kettle field anchor feather midnight honey chapel wolf cedar compass falling borrowed second quiet last open broken early distant hidden golden little lost return keeping waiting after before between under over against without'.split(
    ' ',
  )
const syllables =
  'ka ri mo ta el an shi ro na len ba do mir sa vel ti go ar is ne lu co per fin wyn os ha mi ra to'.split(
    ' ',
  )
const tropes =
  'slow burn|found family|hurt and comfort|alternate universe|coffee shop|fix it|friends to lovers|time travel|first kiss|road trip|sharing a bed|mutual pining|canon divergence|post canon|modern setting|letters|soulmates|fluff|angst|happy ending|holidays|school|magic|space|secret identity'.split(
    '|',
  )

const of = (list: readonly string[], at: number) => list[at % list.length] ?? ''
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

/** A title as lists sort it: lower case, two to four words. */
export function titleOf(chance: Chance): string {
  const parts: string[] = []
  const count = 2 + chance.below(3)
  for (let at = 0; at < count; at++) parts.push(of(words, chance.below(words.length)))
  return parts.join(' ')
}

function personName(bits: number): string {
  const chance = new ChanceFrom(bits)
  const name = (least: number) => {
    let made = ''
    const count = least + chance.below(3)
    for (let at = 0; at < count; at++) made += of(syllables, chance.below(syllables.length))
    return capital(made)
  }
  return `${name(1)} ${name(2)}`
}

/** What a tag is called. Synonyms are called like their root, written otherwise. */
export function nameOfTag(world: TagWorld, kind: TagKind, at: number, seed: number): string {
  const root = world.root(kind, at)
  if (root !== at) return otherwise(nameOfTag(world, kind, root, seed), mix(at ^ seed), at)
  const bits = mix(at ^ mix(seed + tagKinds.indexOf(kind)))
  const chance = new ChanceFrom(bits)
  const word = () => of(words, chance.below(words.length))
  if (kind === 'character') return personName(bits)
  if (kind === 'fandom') return `The ${capital(word())} of ${capital(word())} ${at}`
  if (kind === 'relationship') {
    return `${personName(bits)}${chance.share() < 0.8 ? '/' : ' & '}${personName(bits ^ 0x5555)}`
  }
  const trope = of(tropes, chance.below(tropes.length))
  if (at < world.shared)
    return at < tropes.length
      ? capital(of(tropes, at))
      : `${capital(trope)}: ${word()} ${word()} ${at}`
  return `${word()} ${trope} but with ${word()} ${word()} ${at - world.shared}`
}

/** The same name as another person types it. */
function otherwise(name: string, bits: number, at: number): string {
  switch (bits % 5) {
    case 0:
      return `${name.toLowerCase()} ${at}`
    case 1:
      return `${name.replace(' ', '-')} (${at})`
    case 2:
      return `${name.slice(0, 3)}${name.slice(4)} ${at}`
    case 3:
      return `${name.split(' ').toReversed().join(' ')} ${at}`
    default:
      return `${name.toUpperCase()}! ${at}`
  }
}
