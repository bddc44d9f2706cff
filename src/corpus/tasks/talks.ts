import { parseTalks, talkPrompt } from '#lexicon/turns.ts';
import type { Example, Material, Task } from './task.ts';
import { dialogue } from './dialogue.ts';

/** Every reply of the pasted talks, with what was said before it. */
function* replies({ language, story }: Material): Generator<Example> {
  for (const turns of parseTalks(story, language).talks) {
    for (const [at, { says, reply }] of turns.entries()) {
      yield { prompt: talkPrompt(language, turns.slice(0, at), says), answer: reply };
    }
  }
}

/** The user's own talks: what the person says is given, what is replied is learnt. One reply is enough to begin with. */
export const talks: Task = {
  id: 'talks',
  measure: 'exactMatch',
  example: dialogue.example,
  usesStory: true,
  count: 20_000,
  fewest: 1,
  generate: replies,
};
