import type { TextInfo } from '#lexicon/messages.ts';
import { useWords } from '#state/selectors.ts';
import { formatCount } from '#view/format.ts';
import { sentenceOf } from '../Toasts.tsx';

/** How long the text is in tokens, what was cleaned, and what to know about it. */
export function StoryNotes({ text }: { text: TextInfo }) {
  const words = useWords();
  const story = words.shell.story;
  return (
    <div className="story__notes">
      {text.ids.length > 0 && <p>{story.tokens(formatCount(text.ids.length), formatCount(text.trainTokens))}</p>}
      {text.cleaning.changes.length > 0 && (
        <p>
          {story.cleaned} {text.cleaning.changes.map(({ kind, count }) => story.cleaning[kind](count)).join(words.shell.comma)}
        </p>
      )}
      {text.notices.map((notice) => (
        <p key={notice.code} className="story__notice">
          {sentenceOf(words, notice)}
        </p>
      ))}
    </div>
  );
}
