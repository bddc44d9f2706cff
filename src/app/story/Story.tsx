import { useRef, useState } from 'react';
import type { ClipboardEvent } from 'react';
import { editStory, loadText, storyOf, takeText } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectDraft, selectLanguage, selectProgress, selectText, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount } from '#view/format.ts';
import { Icon } from '#view/Icon.tsx';
import { Menu } from '#view/Menu.tsx';
import { pickedFiles } from '../droppedFiles.ts';
import type { PlacedFile } from '../droppedFiles.ts';
import { MODEL_FILES, isModel, openModel } from '../library/modelFiles.ts';
import { decodeText } from './readTextFile.ts';
import { sampleText, samplesOf } from './samples.ts';
import { StoryNotes } from './StoryNotes.tsx';
import './Story.css';
import { useFileDrop } from './useFileDrop.ts';

/** A text box with more characters than this makes typing slow; beyond, the beginning is shown and not typed in. */
const EDITABLE = 60_000;
/** What is shown of such a text: the browser lays all of it out at once. */
const SHOWN = 10_000;

/** What is done to a pasted text unless that is taken back in the panel of the text: markup goes where it is a document. */
const TIDY = { markup: null, width: true, spaces: true };

/** The story: paste it, type it, drop it as a file, or take a sample; then let the model learn from it. */
export function Story() {
  const words = useWords();
  const language = useStore(selectLanguage);
  const text = useStore(selectText);
  const draft = useStore(selectDraft);
  const progress = useStore(selectProgress);
  const [refused, setRefused] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const story = words.shell.story;

  const learnt = storyOf(text);
  const whole = draft ?? learnt ?? '';
  const isLong = whole.length > EDITABLE;
  const isChanged = draft !== null && draft !== learnt;
  const busy = progress?.task === 'tokenize' || progress?.task === 'build';

  const edit = (next: string): void => {
    setRefused(null);
    editStory(next);
  };
  const read = async (files: readonly PlacedFile[]): Promise<void> => {
    setRefused(null);
    if (isModel(files)) return openModel(files);
    const [first] = files;
    if (!first) return;
    const { file } = first;
    const content = decodeText(new Uint8Array(await file.arrayBuffer()));
    if (content === null) setRefused(file.name);
    else edit(content);
  };
  const over = useFileDrop((dropped) => {
    if ('files' in dropped) void attempt(dropped.files.then(read));
    else edit(dropped.text);
  });
  // A long text replaces the whole story: the box cannot hold it and only shows its beginning.
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted === '' || (!isLong && pasted.length <= EDITABLE)) return;
    event.preventDefault();
    edit(pasted);
  };

  return (
    <section aria-labelledby="story-title" className="story">
      <h2 className="heading" id="story-title">
        {story.title}
        <span className="heading__note">{story.characters(formatCount(whole.length))}</span>
      </h2>
      <textarea
        className="story__box"
        dir="auto"
        spellCheck={false}
        aria-label={story.label}
        placeholder={story.placeholder}
        readOnly={isLong}
        value={isLong ? whole.slice(0, SHOWN) : whole}
        onChange={(event) => edit(event.target.value)}
        onPaste={onPaste}
      />
      {isLong && <p className="story__note">{story.clipped(formatCount(SHOWN))}</p>}
      {refused !== null && (
        <p className="story__note" role="alert">
          {words.shell.fileNotText(refused)}
        </p>
      )}
      <div className="story__actions">
        {isChanged ? (
          <>
            <button
              type="button"
              className="button button--main"
              disabled={busy}
              onClick={() => void attempt(takeText(whole, TIDY))}
            >
              {story.use}
            </button>
            <button type="button" className="button button--bare" onClick={() => editStory(null)}>
              {story.discard}
            </button>
          </>
        ) : (
          <>
            <Menu
              label={story.samples}
              className="button"
              button={
                <>
                  {story.samples}
                  <Icon name="chevron" sizePx={12} />
                </>
              }
              items={samplesOf(language).map((sample) => ({
                key: sample.id,
                label: <span lang={sample.language === 'zh' ? 'zh-CN' : 'en'}>{sample.title}</span>,
                onChoose: () => {
                  setRefused(null);
                  void attempt(sampleText(sample).then(loadText));
                },
              }))}
            />
            <button type="button" className="button" onClick={() => picker.current?.click()}>
              <Icon name="file" sizePx={14} />
              {story.open}
            </button>
          </>
        )}
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={`text/*,.csv,${MODEL_FILES}`}
        aria-label={story.open}
        onChange={(event) => {
          void attempt(read(pickedFiles(event.target.files)));
          event.target.value = '';
        }}
      />
      {!isChanged && (text ? <StoryNotes text={text} /> : <div className="story__notes story__notes--coming" />)}
      {over && <div className="story__drop">{story.drop}</div>}
    </section>
  );
}
