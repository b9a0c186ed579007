import {
  AppWindow,
  BellRing,
  Cloud,
  CloudCog,
  Database,
  History,
  Info,
  type LucideIcon,
  SlidersHorizontal,
} from 'lucide-preact'
import type { ComponentType } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { type Section, sections } from '../../../shared/setup.ts'
import type { ViewProps } from '../../mount.tsx'
import { useTitle } from '../../use-window.ts'
import { AnswerNote } from '../answer-note.tsx'
import { Mishaps } from '../mishaps.tsx'
import { UnreadSecrets } from '../unread-secrets.tsx'
import { AboutSection } from './about-section.tsx'
import { AlertsSection } from './alerts-section.tsx'
import { FunctionSection } from './function-section.tsx'
import { GazelleSection } from './gazelle-section.tsx'
import { GeneralSection } from './general-section.tsx'
import { HistorySection } from './history-section.tsx'
import { OAuthSection } from './oauth-section.tsx'
import { SupabaseSection } from './supabase-section.tsx'

const pages: Record<Section, { icon: LucideIcon; View: ComponentType<ViewProps> }> = {
  supabase: { icon: Database, View: SupabaseSection },
  gazelle: { icon: Cloud, View: GazelleSection },
  oauth: { icon: AppWindow, View: OAuthSection },
  alerts: { icon: BellRing, View: AlertsSection },
  function: { icon: CloudCog, View: FunctionSection },
  history: { icon: History, View: HistorySection },
  general: { icon: SlidersHorizontal, View: GeneralSection },
  about: { icon: Info, View: AboutSection },
}

/** The settings, one section at a time; the page's address names the section. */
export function SettingsPage(props: ViewProps) {
  const { t } = props
  const current = useSection()
  const { View } = pages[current]
  const title = t(current === 'oauth' || current === 'function' ? `${current}.title` : `settings.${current}`)
  useTitle(`${title} – ${t('settings.title')}`)
  return (
    <div className="settings">
      <nav aria-label={t('settings.sections')}>
        {sections.map((section) => {
          const { icon: Icon } = pages[section]
          return (
            <a key={section} href={`#${section}`} aria-current={section === current ? 'page' : undefined}>
              <Icon className="glyph" />
              {t(`settings.${section}`)}
            </a>
          )
        })}
      </nav>
      <main>
        <h1>{title}</h1>
        <UnreadSecrets {...props} />
        <Mishaps {...props} />
        <View key={current} {...props} />
        <AnswerNote {...props} />
      </main>
    </div>
  )
}

function useSection(): Section {
  const [section, setSection] = useState(sectionOfAddress)
  useLayoutEffect(() => {
    const follow = () => setSection(sectionOfAddress())
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return section
}

function sectionOfAddress(): Section {
  return sections.find((each) => location.hash === `#${each}`) ?? 'supabase'
}
