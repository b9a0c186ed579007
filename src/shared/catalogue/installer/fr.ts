import type { InstallerKey } from './en.ts'

export const fr: Readonly<Record<InstallerKey, string>> = {
  'generic-name': 'Gardien de jeton OAuth',
  summary: 'Garde un jeton OAuth de Gazelle en vie dans une ligne de Supabase',
  'about.what':
    'Gazelle Keeper renouvelle, avant son expiration, le jeton OAuth que les programmes d’une entreprise lisent dans une ligne de Supabase, et y enregistre le nouveau.',
  'about.where':
    'L’application se tient dans la zone de notification et montre d’un coup d’œil l’état du jeton. Quand quelqu’un doit se connecter, elle le dit, ouvre la page de Gazelle et enregistre le jeton obtenu.',
  keywords: 'Gazelle;Supabase;OAuth;jeton;',
  'command-line.summary': 'Garde un jeton OAuth de Gazelle en vie dans une ligne de Supabase, en ligne de commande',
  'command-line.about':
    'La ligne de commande de Gazelle Keeper, pour les serveurs et les planificateurs\u00a0: elle vérifie le jeton, le renouvelle au besoin et lance des programmes avec lui. Elle n’exige ni l’application ni un Node du système.',
}
