import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guessLanguage } from './guess-language.ts'

const samples: Record<string, string> = {
  en: 'The tide was out, and she had not come back to the boat with his coat in her hand.',
  de: 'Die Flut war fort, und sie kam nicht mit dem Mantel zu dem Boot zurück, auf das er wartete.',
  fr: 'La mer était basse et elle ne revenait pas dans la barque que le passeur gardait pour un ami.',
  es: 'La marea no había bajado y el hombre que esperaba en la barca se quedó con su abrigo.',
  it: 'La marea era bassa e la donna che aspettava non tornava con il cappotto di un amico.',
  nl: 'Het water was weg en de man die op een boot wachtte zag dat zij niet van het eiland kwam.',
  pl: 'Nie wróciła na łódkę i nie wiedział, że to był jej płaszcz, ale się nie bał.',
  sv: 'Hon kom inte till båten och han var inte rädd för att det var en rock som låg på den.',
  ru: 'Она не вернулась к лодке, и он ждал её до самого утра.',
  he: 'היא לא חזרה אל הסירה, והוא חיכה לה עד הבוקר.',
  ja: '彼女は船に戻らなかった。彼は朝まで待っていた。',
  zh: '她没有回到船上，他一直等到天亮。',
  ko: '그녀는 배로 돌아오지 않았고 그는 아침까지 기다렸다.',
}

for (const [language, text] of Object.entries(samples)) {
  test(`a few words of ${language} are told`, () => {
    assert.equal(guessLanguage(text), language)
  })
}

test('nothing is guessed where nothing speaks for a language', () => {
  assert.equal(guessLanguage(''), null)
  assert.equal(guessLanguage('1234 — …'), null)
  assert.equal(guessLanguage('Lorem ipsum dolor sit amet consectetur'), null)
})
