import type { ViewProps } from '../../mount.tsx'

// Supabase's own words, which its pages show in English to everybody.
const words = {
  title: 'Project Settings',
  general: 'General',
  api: 'Data API',
  keys: 'API Keys',
  database: 'Database',
  url: 'Project URL',
  key: 'Publishable key',
  copy: 'Copy',
} as const

/** The menu of the project's settings, each entry with the number that marks it. */
const menu = [
  [words.general, null],
  [words.api, 1],
  [words.keys, 2],
  [words.database, null],
] as const

/** What is copied, each with the number of its entry in the menu and what it looks like. */
const places = [
  [words.url, 1, 'https://….supabase.co'],
  [words.key, 2, 'sb_publishable_…'],
] as const

/** Where Supabase shows a project's URL and its key: in words, and in a drawing of ours. */
export function WhereToFind({ t }: Pick<ViewProps, 't'>) {
  return (
    <div className="where">
      <svg viewBox="0 0 440 176" role="img" aria-label={t('find.picture')}>
        <rect className="frame" x="1" y="1" width="438" height="174" rx="8" />
        <path className="edge" d="M140 1v174" />
        <text className="strong" x="14" y="29">
          {words.title}
        </text>
        {menu.map(([word, mark], index) => (
          <g key={word} transform={`translate(14 ${62 + 30 * index})`}>
            {mark !== null && <rect className="here" x="-6" y="-18" width="124" height="26" rx="5" />}
            <text>{word}</text>
            {mark !== null && <Mark number={mark} x={102} />}
          </g>
        ))}
        {places.map(([word, mark, value], index) => (
          <g key={word} transform={`translate(158 ${32 + 80 * index})`}>
            <Mark number={mark} x={8} />
            <text x="24">{word}</text>
            <rect className="box" y="14" width="194" height="30" rx="5" />
            <text className="code" x="10" y="33">
              {value}
            </text>
            <rect className="copy" x="202" y="14" width="60" height="30" rx="5" />
            <text className="middle" x="232" y="33">
              {words.copy}
            </text>
          </g>
        ))}
      </svg>
      <ol>
        <li>{t('find.url')}</li>
        <li>{t('find.key')}</li>
      </ol>
      <p className="hint">{t('find.paste')}</p>
    </div>
  )
}

/** A number in a circle, with its middle at `x`. */
function Mark({ number, x }: { number: number; x: number }) {
  return (
    <g transform={`translate(${x} -5)`}>
      <circle className="mark" r="9" />
      <text className="of-mark middle" y="4.5">
        {number}
      </text>
    </g>
  )
}
