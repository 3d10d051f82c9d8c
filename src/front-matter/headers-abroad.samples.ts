import type { Sample } from './headers.test.ts'

const story = 'Der Wind kam von See.\n\n„Ruder“, sagte Mirren.'
const russian = 'Лампа погасла час назад.\n\n— Греби, — сказала Мирен.'
const arabic = 'انطفأ المصباح قبل ساعة.\n\nقالت ميرين: جدّفي.'

/** Headers in other languages and scripts. */
export const headersAbroad: readonly Sample[] = [
  {
    name: 'German labels',
    source: `Titel: Die lange Flut\nAutorin: Salzgras\nWarnungen: Charaktertod, Blut\nRating: P16\nDisclaimer: Die Figuren gehören nicht mir, ich verdiene hiermit kein Geld.\n\n${story}`,
    story,
    fields: {
      title: 'Die lange Flut',
      author: 'Salzgras',
      warnings: ['major-character-death'],
      freeWarnings: ['Blut'],
      warningAnswer: 'listed',
      rating: { code: 'M', source: 'P16' },
      disclaimer: 'Die Figuren gehören nicht mir, ich verdiene hiermit kein Geld.',
    },
  },
  {
    name: 'a German age and summary',
    source: `Titel: Ebbe\nAltersempfehlung: ab 12\nZusammenfassung: Eine Lampe geht aus.\n\n${story}`,
    story,
    fields: {
      title: 'Ebbe',
      rating: { code: 'T', source: 'ab 12' },
      summary: 'Eine Lampe geht aus.',
    },
  },
  {
    name: 'French labels with a space before the colon',
    source: `Titre : La longue marée\nAuteur : Salicorne\nRésumé : La lampe s’éteint.\nDisclaimer : Rien ne m’appartient.\nRating : K+\n\nLe vent venait du large.`,
    story: 'Le vent venait du large.',
    fields: {
      title: 'La longue marée',
      author: 'Salicorne',
      summary: 'La lampe s’éteint.',
      disclaimer: 'Rien ne m’appartient.',
      rating: { code: 'T', source: 'K+' },
    },
  },
  {
    name: 'Spanish labels, where N/A is the author’s note',
    source: `Título: La marea larga\nAdvertencias: muerte de personaje\nN/A: Los personajes no me pertenecen, gracias por leer esta historia.\n\nEl viento venía del mar.`,
    story: 'El viento venía del mar.',
    fields: {
      title: 'La marea larga',
      warnings: ['major-character-death'],
      warningAnswer: 'listed',
      noteBefore: 'Los personajes no me pertenecen, gracias por leer esta historia.',
      disclaimer: 'Los personajes no me pertenecen, gracias por leer esta historia.',
    },
  },
  {
    name: 'Russian labels',
    source: `Название: Долгий прилив\nАвтор: Солянка\nФэндом: Огни гавани\nРейтинг: R\nПредупреждения: смерть персонажа, насилие\nДисклеймер: Права на персонажей принадлежат их создателям.\nСаммари: Лампа гаснет.\n\n${russian}`,
    story: russian,
    fields: {
      title: 'Долгий прилив',
      author: 'Солянка',
      fandoms: ['Огни гавани'],
      rating: { code: 'M', source: 'R' },
      warnings: ['major-character-death'],
      freeWarnings: ['насилие'],
      warningAnswer: 'listed',
      disclaimer: 'Права на персонажей принадлежат их создателям.',
      summary: 'Лампа гаснет.',
    },
  },
  {
    name: 'Russian without warnings',
    source: `Название: Отлив\nПредупреждения: нет\nОт автора: Спасибо бете!\n\n${russian}`,
    story: russian,
    fields: { title: 'Отлив', warningAnswer: 'none-apply', noteBefore: 'Спасибо бете!' },
  },
  {
    name: 'Arabic labels from right to left',
    source: `العنوان: المد الطويل\nالمؤلف: ملح\nالتصنيف: PG-13\nملخص: ينطفئ المصباح.\n\n${arabic}`,
    story: arabic,
    fields: {
      title: 'المد الطويل',
      author: 'ملح',
      rating: { code: 'T', source: 'PG-13' },
      summary: 'ينطفئ المصباح.',
    },
  },
  {
    name: 'Hebrew labels',
    source: `כותרת: הגאות הארוכה\nדירוג: G\n\nהמנורה כבתה לפני שעה.`,
    story: 'המנורה כבתה לפני שעה.',
    fields: { title: 'הגאות הארוכה', rating: { code: 'G', source: 'G' } },
  },
  {
    name: 'Japanese labels with full-width colons',
    source: `タイトル：長い潮\n作者：塩草\n警告：R18\n\n灯りは一時間前に消えていた。`,
    story: '灯りは一時間前に消えていた。',
    fields: { title: '長い潮', author: '塩草', freeWarnings: ['R18'], warningAnswer: 'listed' },
  },
]
