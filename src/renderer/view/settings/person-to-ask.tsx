import type { Helper } from '../../../shared/setup.ts'
import { Disclosure } from '../../components/disclosure.tsx'
import { Field } from '../../components/field.tsx'
import { Group } from '../../components/group.tsx'
import { Note } from '../../components/note.tsx'
import { keeper } from '../../door.ts'
import type { ViewProps } from '../../mount.tsx'

const parts = ['name', 'email', 'phone'] as const
const nobody: Helper = { name: '', email: '', phone: '' }

/** The person to ask about the app, whom an invitation or this page names. */
export function PersonToAsk({ snapshot, t }: Pick<ViewProps, 'snapshot' | 't'>) {
  const { helper, refused } = snapshot.setup.invitation
  const known = helper ?? nobody
  return (
    <Group title={t('helper.title')} hint={t('helper.hint')}>
      {helper === null ? (
        <p>{t('helper.none')}</p>
      ) : (
        <dl className="facts">
          {parts
            .filter((part) => helper[part] !== '')
            .map((part) => (
              <div key={part}>
                <dt>{t(`helper.${part}`)}</dt>
                <dd>{helper[part]}</dd>
              </div>
            ))}
        </dl>
      )}
      <Disclosure label={t('helper.change')}>
        {parts.map((part) => (
          <Field
            key={part}
            autoComplete="off"
            label={t(`helper.${part}`)}
            value={known[part]}
            onCommit={(text) => keeper.request({ do: 'helper.set', ...known, [part]: text })}
          />
        ))}
        {refused === 'helper' && <Note tone="bad">{t('helper.refused')}</Note>}
      </Disclosure>
    </Group>
  )
}
