/** Our own table beside the kept lists of `cuss`: what weighs how much, and what must never count. */

export type Strength = 'mild' | 'strong' | 'slur'

/**
 * For each language the roots that give a word of the kept list its strength, the whole words that
 * count without being on that list, and the words that never count. A word of the kept list with no
 * root here does not count: the lists hold too many everyday words (`spit`, `leche`, `con`).
 */
export type Table = {
  roots: Record<Strength, readonly string[]>
  words: Record<Strength, readonly string[]>
  never: readonly string[]
}

const list = (words: string) => words.split(/\s+/).filter((word) => word !== '')

const english: Table = {
  roots: {
    mild: list('goddamn goddam dammit bollock bugger arsehole crapp bullcrap pisse pissing arse'),
    strong: list('fuck fuk shit cunt twat wank cocksuck asshole asslick asswipe assclown dickhead'),
    slur: list('nigger nigga faggot tranny raghead towelhead'),
  },
  words: {
    mild: list(
      'damn damned damnit dammit goddamn goddamned goddamnit crap crappy piss pissed bollocks bugger buggered arse arses bastard bastards jackass dumbass smartass badass',
    ),
    strong: list(
      `fuck fucks fucked fucker fuckers fucking fuckin motherfucker motherfuckers motherfucking clusterfuck
      unfuck fuckwit fuckwits mindfuck shit shits shitty shitting bullshit bullshitting horseshit shithead shitheads shite batshit
      apeshit dipshit bitch bitches bitching bitchy asshole assholes arsehole arseholes cunt cunts twat twats wank wanker wankers
      wanking dickhead dickheads cocksucker cocksuckers douchebag douchebags whore whores slut sluts slutty ballsack`,
    ),
    slur: list(
      'nigger niggers nigga niggas faggot faggots kike kikes wetback wetbacks gook gooks raghead ragheads towelhead towelheads tranny trannies paki pakis golliwog golliwogs',
    ),
  },
  never: list(
    'arsenal arsenic parse hoarse coarse shiitake shitake snigger sniggers niggard niggards niggarded niggarding niggardly niggardliness niggardlinesss niggaracci niggle niggled niggles niggling swank swanky fukui',
  ),
}

const french: Table = {
  roots: { mild: [], strong: list('encul niqu'), slur: list('bougnoul') },
  words: {
    mild: list(
      'putain merde merdes merdique bordel chier chiant chiante emmerder emmerde emmerdes',
    ),
    strong: list(
      'connard connards connasse connasses enculé enculés enculer salope salopes pute putes niquer nique foutre couilles enfoiré enfoirés',
    ),
    slur: list('bougnoule bougnoules youpin youpins négro négros pédé pédés tarlouze'),
  },
  never: list('niquet'),
}

const spanish: Table = {
  roots: { mild: [], strong: list('gilipoll'), slur: [] },
  words: {
    mild: list('mierda mierdas carajo cojones'),
    strong: list(
      'joder jodido jodida puta putas coño gilipollas cabrón cabrona cabrones pendejo pendejos chingar chingada chingado hijoputa',
    ),
    slur: list('maricón maricones sudaca sudacas'),
  },
  never: [],
}

const italian: Table = {
  roots: { mild: list('cazzat'), strong: list('vaffancul incul coglion'), slur: [] },
  words: {
    mild: list('merda merde cazzata cazzate incazzato incazzata'),
    strong: list(
      'cazzo cazzi stronzo stronza stronzi vaffanculo fanculo puttana puttane coglione coglioni minchia',
    ),
    slur: list('frocio froci terrone terroni'),
  },
  never: [],
}

const portuguese: Table = {
  roots: { mild: [], strong: list('caralh'), slur: [] },
  words: {
    mild: list('merda merdas bosta'),
    strong: list('caralho foder foda fodido fodida porra puta putas cabrão cabrões buceta'),
    slur: list('viado viados paneleiro paneleiros'),
  },
  never: [],
}

/** By the language part of a BCP 47 tag. */
export const tables: Readonly<Record<string, Table>> = {
  en: english,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
}
