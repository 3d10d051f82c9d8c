/** A story as the text file that its author would have brought, and what they add to it at the desk. */
export type DemoStory = {
  readonly text: string
  /** The codes of the warnings that give the plot away. */
  readonly spoilers: readonly string[]
  /** How many chapters there will be, as it is typed; nothing where nobody knows. */
  readonly planned: string
  readonly countsShown: boolean
}

export const demoStories = {
  lamp: {
    spoilers: [],
    planned: '5',
    countsShown: true,
    text: `Title: The Lamp at Carrow Point
Fandom: Harbour Lights
Rating: T
Warnings: None
Category: Gen
Characters: Mirren Carrow, Ada Vane, the goat
Relationships: Mirren Carrow & Ada Vane
Status: in progress
Tags: lighthouses, slow burn, found family, weather, letters
Summary: Mirren has kept the lamp for nineteen years and has never once been asked whether she wanted to. Then the clockwork stops, and somebody asks.

A/N: For the guest who wrote "more goat, please" under my last one. I had no way to answer you there. Here is the goat.

Disclaimer: Harbour Lights and everyone who lives by it belong to their maker. I only keep the stove warm.

Chapter 1: Clockwork

The clockwork stopped at ten past four, on a night when nobody could have needed it less. There was no wind and no ship. The sea lay along the foot of the point like a dog that has been fed.

Mirren Carrow put down her knitting and listened to the silence. It was surprisingly large. For nineteen years there had been the tick of the great wheel above her head, one to the second, eighty-six thousand and four hundred to the day, and she had not known until now that she was counting.

"Well," she said to the goat. "That's us, then."

The goat, which had come for the winter and stayed for the stove, gave her its yellow and undivided attention.

She climbed. It was a hundred and eleven steps, and on the ninetieth she swore, as she did every night, at whoever had built the other twenty-one. The lens stood in the dark as high as a wardrobe, with her own lantern hanging upside down in every prism. Behind it the weight had run down to the end of its chain, and the wheel had a tooth gone: a neat, clean gap, like a child's.

***

"You could write to them," said Ada Vane in the morning. She had brought the mail, which was a bill, and the newspaper, which was from Tuesday. "The Board. They'd send a man."

"They would send a man," Mirren agreed. "He'd look at the wheel. Then he would look at me, and he'd see an old woman with a goat, and in the spring there would be a gas lamp here on a pole and no need for anybody."

Ada drank her tea. She had a way of drinking tea that was as good as another person's speech.

"What do you do now?" she said at last. "At night. Without it."

"I turn it by hand."

"All night?"

"It's one to the second," said Mirren. "You get used to the counting."

Chapter 2: One to the Second

It took Ada three days to find the thing to say, and when she had found it she rowed out with it at once, in the rain, before it could go off.

"Do you want to?" she said in the doorway.

"Want to what? Come in, you're raining on the goat."

"Keep it. The lamp. I've known you since we were six and I have never asked. Your father had it, and then he hadn't, and there you were up the stairs with an oil can. Did anybody ask?"

Mirren thought about it for as long as it deserved. The stove ticked. It ticked unevenly, now that there was nothing to keep it straight.

"No," she said. "Bloody hell. Nobody did."

"Well, I'm asking."

Outside the window the light went round, very slowly, because there was nobody up there to turn it; a gull had settled on the gallery rail and was leaning on the wind.

"Ask me again in the spring," said Mirren Carrow. "When I know the answer, I want to have had time to be angry about it."

Chapter 3: The Man from the Board

He came in April after all, with a leather case and the wrong boots, and he was sick over the side of Ada's boat twice before they had passed the mark.

He looked at the wheel for a long time. Then he looked at the stairs, and at the knitting, and at the chair by the crank with the hollow worn into its seat in five months of nights.

"Who has been turning this?" he said.

"I have," said Mirren.

"And I have," said Ada, who had rowed out every evening since November and never once said that it was on her way.

The goat said nothing, but it stood up, so as to be counted.

The man from the Board opened his case. There was a drawing of a gas lamp in it, on a pole. He held it against the window, where the sea was, and turned it one way and then the other like someone who has been sold the wrong map.

"Before I say what I am here to say," he began, "I am instructed to ask you something." And he coloured up to his ears, because in nineteen years of service it was the first time that there had been a question on the form.

A/N: That's all there is for now; it is to be continued. The answer is not decided. I mean it: I don't know either.
`,
  },
  ledger: {
    spoilers: [],
    planned: '1',
    countsShown: false,
    text: `Title: A Ledger of Small Weather
Status: complete
Fandom: The Cartographers' Guild
Rating: G
Warnings: None
Characters: Osk, the apprentice
Tags: letters, rain, gen, humour
Summary: The Guild requires a report on the weather of each mapped place. The apprentice takes this literally.

To the Secretary of the Guild, in the matter of the village of Low Hessel, sheet forty-one, north-west corner.

Sir: you ask that I set down the weather of the place, so that travellers may know what they walk into. I have done so for eleven days and beg leave to report.

On the first day it rained upon the church and nowhere else. I measured this. I stood with one foot in the porch and one on the green, and the foot on the green was dry.

On the second day there was a fog, of which the innkeeper is proud. He keeps some of it in the cellar. I enclose a bottle; pray open it out of doors.

On the third day, nothing. I have never seen so much of it. It lay over the fields as far as the river, and the sheep walked about in it up to their knees.

---

You write that you wished for an average. I have tried, Sir. I added the eleven days together and divided them, and was left with a light drizzle and one-eleventh of a rainbow, which has not been observed by anyone here and which I should not like to promise to travellers.

I remain, in oilskins,

Your apprentice
`,
  },
  winter: {
    spoilers: ['major-character-death'],
    planned: '1',
    countsShown: false,
    text: `Title: What the Ice Kept
Status: complete
Fandom: Harbour Lights
Rating: M
Warnings: graphic violence, major character death
Relationships: Tom Wick/Isa Wick
Tags: grief, winter, ghosts that may be only weather, non-linear, happy ending if you squint
Summary: Isa went out over the ice in the first winter. In the nineteenth she came back, or the ice did.

A/N: This is darker than what I usually post. It is rated M for one scene on the ice, which is not gentle, and for a good deal of swearing by people with frostbite. Please mind the warnings; I will not think less of you, and the soup story is still there.

Disclaimer: I own nothing here but the cold.

The ice came down the sound in the night and shut it like a door. In the morning there was no water anywhere; there was a floor, grey and ribbed, with a skin of snow blown thin across it, and in the middle of it, very small, a woman was standing with a pail.

"That's a post," said Tom Wick's nephew.

"It's a fucking post with a scarf on, then," said Tom.

He went out to it. They told him not to, and then they told him to take the rope, and then they watched him go with the rope lying on the stage behind him. He walked the way you walk in a house at night when someone is asleep in it. The ice talked under him. It said what it always says, which is a long word with no vowels.

* * *

"You set a place for me," Isa said. "I saw the lamp. Every night, a place, and you told him not to be so shitting dramatic."

"That was you," said Tom. "That was you who set the place. For the boy. I only laid the spoons."

"Was it? It's hard to keep things the right way round, down there. The cold is so tidy."

The pail in her hand was full of ice, and in the ice was something folded small, the size of a letter.

"I couldn't get it open," she said. "My hands are no damned use. You do it."

* * *

They found him in the afternoon, sitting on the floor of the sound with his back against the mark post and his cap in his lap. He was talking. He went on talking while they tied the rope on, and all the way back to the stage, and it was not until they had him by the fire that anybody saw he had a letter in his hand, nineteen years old and perfectly dry.
`,
  },
} as const satisfies Readonly<Record<string, DemoStory>>

/** What is said under them. */
export const demoTalk = {
  guest: 'More goat, please. I read this on the night bus and missed my stop, and I am not sorry.',
  public:
    'You are the reader this was written for, then! The goat sends its undivided attention. I am sorry about the stop.',
  back: 'It was a long way home, but I had something to think about.',
  private:
    'Between us: I do know how it ends. I only said that I did not because I am still angry about it too. You will have it before the spring.',
  reader:
    '“In the spring there would be a gas lamp here on a pole and no need for anybody.” I put the book down at that. It is not even a book.',
  ice: 'I minded the warnings, and read it with every lamp on. Thank you for saying beforehand.',
  calls: 'Chapter 4 is half written. It has the goat in it.',
} as const
