import { fr as common } from './common/fr.ts'
import type { Catalogue, OwnCatalogue } from './en.ts'
import { withCommon } from './with-common.ts'

const own: OwnCatalogue = {
  'app.name': 'Gazelle Keeper',
  'app.sandbox': 'Démo',

  'state.starting': 'Vérification…',
  'state.held': 'Jeton pas encore enregistré',
  'state.blocked': 'Impossible de vérifier le jeton',
  'state.unsaved': 'Impossible d’enregistrer le jeton',
  'state.missing': 'Aucun jeton pour le moment',
  'state.gone': 'Il n’y a plus de jeton',
  'state.refused': 'Gazelle refuse le jeton',
  'state.expired': 'Le jeton est expiré',
  'state.expiring': 'Le jeton expire bientôt',
  'state.valid': 'Tout va bien',
  'state.other-company': 'Jeton d’une autre entreprise',
  'state.unconnected': 'Pas encore configuré',
  'state.unreadable': 'Secrets enregistrés illisibles',
  'state.unreached': 'Pas de réponse pour le moment',
  'state.unchecked': 'Vérification reportée',
  'state.renewing': 'Renouvellement en cours',
  'state.due': 'Renouvellement prévu bientôt',
  'state.no-access': 'Gazelle refuse l’accès',

  'answer.diagnostics-copied': 'Diagnostic copié. Collez-le dans un message.',
  'answer.renewed': 'Un nouveau jeton a été obtenu et enregistré dans Supabase.',
  'answer.no-way-to-renew':
    'Gazelle Keeper n’a trouvé aucun moyen d’obtenir un nouveau jeton sans vous. Connectez-vous à Gazelle pour en obtenir un.',
  'answer.token-saved': 'Le jeton a été enregistré dans Supabase.',
  'answer.token-there': 'Supabase contient déjà ce jeton, ou un meilleur. Rien n’a été modifié.',
  'answer.history-saved': 'L’historique a été enregistré.',
  'answer.history-unsaved': 'L’historique n’a pas pu être enregistré à cet endroit. Choisissez un autre dossier.',
  'answer.sandbox-left': 'Vous avez quitté la démo. Gazelle Keeper travaille maintenant avec le vrai Gazelle.',
  'answer.session-forgotten': 'La connexion à Gazelle a été oubliée. Le jeton dans Supabase n’est pas touché.',
  'answer.project-forgotten': 'Cet ordinateur a oublié le projet.',
  'answer.signed-out': 'Cet ordinateur n’est plus connecté à Supabase.',
  'answer.application-forgotten': 'Cet ordinateur a oublié l’application OAuth.',
  'answer.alerts-email-set':
    'Le serveur de courriel a été retenu. Envoyez une alerte d’essai pour voir s’il fonctionne.',
  'answer.alerts-removed': 'Les alertes n’y sont plus envoyées.',
  'answer.sql-copied': 'SQL copié. Collez-le dans l’éditeur SQL de Supabase.',
  'answer.secrets-copied':
    'Lignes copiées. Collez-les dans Supabase d’ici une minute; le presse-papiers sera ensuite vidé.',
  'answer.function-saved': 'Fonction enregistrée et commande copiée. Collez-la dans un terminal.',
  'answer.function-unsaved': 'La fonction n’a pas pu être enregistrée à cet endroit. Choisissez un autre dossier.',
  'answer.command-copied': 'Commande copiée. Collez-la dans un terminal.',
  'answer.undone': 'Ce qui avait été oublié est remis en place.',
  'answer.invitation-copied': 'Invitation copiée. Collez-la dans un message à la personne invitée.',
  'answer.invitation-saved': 'L’invitation a été enregistrée. Envoyez son fichier à la personne invitée.',

  'now.starting': 'Un instant.',
  'now.held': 'Un nouveau jeton est conservé sur cet ordinateur. Il sera enregistré dans Supabase dès que possible.',
  'now.blocked': 'Le jeton n’a pas pu être lu.',
  'now.missing': 'Connectez-vous une fois à Gazelle; le reste est automatique.',
  'now.refused': 'Vos programmes n’ont plus accès à Gazelle. Connectez-vous pour rétablir l’accès.',
  'now.expired': 'Vos programmes n’ont plus accès à Gazelle. Connectez-vous pour rétablir l’accès.',
  'now.expiring': 'Tout fonctionne. Connectez-vous à Gazelle quand cela vous convient pour obtenir un nouveau jeton.',
  'now.valid': 'Vos programmes ont accès à Gazelle.',
  'now.valid.first':
    'Vos programmes ont accès à Gazelle. Prochain renouvellement automatique {day, select, today {aujourd’hui vers {time}} tomorrow {demain vers {time}} other {vers le {date}}}.',
  'now.valid.renewed':
    'Renouvelé automatiquement le {renewed}. Prochain renouvellement {day, select, today {aujourd’hui vers {time}} tomorrow {demain vers {time}} other {vers le {date}}}.',
  'now.valid.by-hand':
    'Vos programmes ont accès à Gazelle. Vous devrez vous reconnecter {day, select, today {aujourd’hui avant {time}} tomorrow {demain avant {time}} other {avant le {date}}}.',
  'now.valid.endless': 'Vos programmes ont accès à Gazelle, et ce jeton n’expire pas.',
  'now.valid.restored':
    'Un autre programme a remplacé le jeton le {date}. Le jeton qui fonctionne a été remis en place.',
  'now.valid.another-user': 'Depuis le {date}, le jeton est celui de {user}, de la même entreprise.',
  'now.other-company':
    'Un autre programme a mis un jeton de l’entreprise {theirs} à la place de celui de l’entreprise {ours} dans Supabase.',
  'now.unconfirmed':
    'Un jeton de l’entreprise {theirs} attend votre décision. Celui de l’entreprise {ours} reste dans Supabase.',
  'now.valid.adopted':
    'Un autre Gazelle Keeper ou programme a enregistré un nouveau jeton le {date}. Il fonctionne et a été conservé.',
  'now.expiring.by-itself':
    'Tout fonctionne. Un nouveau jeton sera obtenu automatiquement {day, select, today {aujourd’hui avant {time}} tomorrow {demain avant {time}} other {avant le {date}}}.',
  'now.expiring.by-hand':
    'Tout fonctionne jusqu’{day, select, today {à {time} aujourd’hui} tomorrow {à demain, {time}} other {au {date}}}. Connectez-vous à Gazelle quand cela vous convient pour obtenir un nouveau jeton.',
  'now.expiring.overdue':
    'La date prévue est dépassée, mais Gazelle accepte encore le jeton. Connectez-vous à Gazelle pour en obtenir un nouveau.',
  'now.held.kept': 'Un nouveau jeton est conservé sur cet ordinateur.',
  'now.held.conflict':
    'Supabase contient déjà un autre jeton qui fonctionne. Le nouveau est conservé sur cet ordinateur; à l’enregistrement, le meilleur des deux sera gardé.',
  'now.unconnected': 'Deux étapes à configurer\u00a0: Supabase, puis Gazelle. Comptez environ deux minutes.',
  'now.checking': 'Vérification…',
  'now.trying': 'Vérification du jeton auprès de Gazelle…',
  'now.saving': 'Enregistrement du jeton dans Supabase…',
  'now.renewing': 'Obtention d’un nouveau jeton…',
  'now.renewing.meanwhile':
    'Vous n’avez rien à faire. Le jeton actuel fonctionne jusqu’{day, select, today {à {time} aujourd’hui} tomorrow {à demain, {time}} other {au {date}}}.',

  // `{count}` for `#`: the icon says these all day, and the first number that `Intl` writes costs a process 0.8 MiB.
  'left.days': '{count, plural, one {{count} jour restant} other {{count} jours restants}}',
  'left.hours':
    '{count, plural, =0 {Moins d’une heure restante} one {{count} heure restante} other {{count} heures restantes}}',
  'days.assumed': 'Gazelle n’indique pas sa durée; on suppose qu’elle est de 30 jours.',
  'left.never': 'N’expire pas',
  'left.over': 'Expiré',
  'ring.number': '{count, plural, =0 {<\u00a01} other {#}}',
  'ring.days': '{count, plural, one {jour restant} other {jours restants}}',
  'ring.hours': '{count, plural, =0 {heure restante} one {heure restante} other {heures restantes}}',

  'fact.token': 'Jeton',
  'checked.never': 'Pas encore vérifié',
  'checked.now': 'Vérifié à l’instant',
  'checked.at': 'Vérifié à {time}',
  'checked.on': 'Vérifié le {date}',

  'do.sign-in': 'Se connecter à Gazelle',
  'do.show-sign-in': 'Afficher la fenêtre de connexion',
  'do.decide': 'Décider…',
  'do.check': 'Vérifier maintenant',
  'do.renew': 'Renouveler maintenant',
  'do.save-held': 'Enregistrer maintenant',
  'do.open': 'Ouvrir Gazelle Keeper',
  'do.quit': 'Quitter',
  'do.reload': 'Recharger',
  'do.help': 'Aide',
  'do.ok': 'OK',
  'do.cancel': 'Annuler',
  'do.close': 'Fermer',
  'do.try-again': 'Réessayer',
  'do.set-up': 'Commencer la configuration',
  'do.enter-anew': 'Les saisir de nouveau',
  'do.leave-sandbox': 'Quitter la démo',
  'do.try-sandbox': 'Essayer la démo',
  'do.settings': 'Paramètres',
  'do.more': 'Plus d’actions',
  'do.paste': 'Coller un jeton',
  'do.use-browser': 'Utiliser mon navigateur',
  'do.test': 'Tester auprès de Gazelle',
  'do.copy-diagnostics': 'Copier le diagnostic',
  'do.report-problem': 'Signaler un problème',
  'do.open-log': 'Ouvrir le dossier du journal',
  'do.dismiss': 'Compris',
  'do.open-supabase': 'Ouvrir Supabase',
  'do.correct-key': 'Corriger la clé',
  'do.sign-in-supabase': 'Se connecter à Supabase',
  'do.prepare-supabase': 'Préparer Supabase',
  'do.supabase-settings': 'Paramètres de Supabase',
  'do.correct-oauth': 'Corriger l’application OAuth',
  'do.enter-proxy-password': 'Entrer le mot de passe du mandataire',
  'do.sign-out': 'Se déconnecter',
  'do.save': 'Enregistrer',
  'do.discard': 'Ne pas enregistrer',
  'do.undo': 'Revenir en arrière',
  'do.continue': 'Continuer',
  'do.back': 'Retour',
  'do.later': 'Plus tard',
  'do.done': 'Terminé',

  'ring.renewal':
    'Renouvellement {day, select, today {aujourd’hui vers {time}} tomorrow {demain vers {time}} other {vers le {date}}}',
  'ring.due':
    'Nouveau jeton nécessaire {day, select, today {aujourd’hui vers {time}} tomorrow {demain vers {time}} other {vers le {date}}}',
  'ring.overdue': 'Nouveau jeton nécessaire depuis {day, select, today {aujourd’hui, {time}} other {le {date}}}',

  'line.supabase': 'Supabase',
  'line.gazelle': 'Gazelle',
  'line.supabase.fine': 'connecté',
  'line.supabase.unread': 'pas encore lu',
  'line.supabase.unavailable': 'injoignable',
  'line.supabase.key': 'refuse la clé',
  'line.supabase.signed-out': 'non connecté',
  'line.supabase.unprepared': 'pas encore préparé',
  'line.supabase.denied': 'accès refusé',
  'line.supabase.unexpected': 'réponse inattendue',
  'line.supabase.busy': 'occupé',
  'line.supabase.restricted': 'restreint',
  'line.supabase.paused': 'en pause',
  'line.supabase.read-only': 'lecture seule',
  'line.supabase.clock': 'horloges en désaccord',
  'line.supabase.blocked': 'enregistrement bloqué',
  'line.supabase.address': 'mauvaise adresse',
  'line.supabase.row': 'jeton non reconnu',
  'line.gazelle.fine': 'accepte le jeton',
  'line.gazelle.unasked': 'pas encore vérifié',
  'line.gazelle.refused': 'refuse le jeton',
  'line.gazelle.forbidden': 'pas d’accès aux clients',
  'line.gazelle.rate-limited': 'trop de requêtes',
  'line.gazelle.unavailable': 'injoignable',
  'line.gazelle.intercepted': 'autre chose répond à sa place',
  'line.gazelle.unexpected': 'réponse inattendue',
  'line.gazelle.renewed-in-vain': 'rejette le nouveau jeton',
  'line.gazelle.invalid-client': 'application OAuth inconnue',
  'line.token.none': 'aucun',
  'line.token.until':
    '{fingerprint}, jusqu’{day, select, today {à {time} aujourd’hui} tomorrow {à demain, {time}} other {au {date}}}',
  'line.token.about':
    '{fingerprint}, jusqu’{day, select, today {à {time} environ aujourd’hui} tomorrow {à demain, {time} environ} other {au {date} environ}}',
  'line.token.short':
    'Les programmes qui prennent un jeton de moins de 50 caractères pour une clé d’API l’envoient dans le mauvais en-tête.',
  'advice.own-header': 'Obtenez l’en-tête de Gazelle Keeper (run ou la bibliothèque), ou changez cette règle.',

  'keepers.title': 'Suivi par',
  'keepers.hint': 'Chaque Gazelle Keeper qui s’est signalé dans ce projet, le plus récent d’abord.',
  'keepers.command': '{name} (ligne de commande)',
  'keepers.library': '{name} (programme)',
  'keepers.function': 'fonction du projet',
  'keepers.more': '{count, plural, one {# de plus} other {# de plus}}',
  'keepers.unattended': 'personne capable de le renouveler depuis {days} jours',
  'keepers.renews.refresh-token': 'Renouvelle le jeton automatiquement',
  'keepers.renews.web-session': 'Renouvelle le jeton tant que la connexion à Gazelle dure',
  'keepers.renews.none': 'Ne peut pas renouveler le jeton sans l’aide de quelqu’un',
  'keepers.did.checked': 'a vérifié le jeton',
  'keepers.did.renewed': 'a renouvelé le jeton',
  'keepers.did.saved': 'a enregistré un jeton',
  'keepers.did.restored': 'a remis un jeton valide en place',
  'keepers.did.adopted': 'a trouvé un nouveau jeton',
  'keepers.did.failed': 'a rencontré un problème',
  'keepers.did.human-needed': 'a demandé une connexion',
  'ago.now': 'à l’instant',
  'ago.minutes': 'il y a {count} min',
  'ago.hours': 'il y a {count} h',
  'ago.days': 'il y a {count} jours',

  'history.title': 'Les 90 derniers jours',
  'history.start': 'il y a 90 jours',
  'history.end': 'aujourd’hui',
  'history.empty': 'Aucun événement pour le moment.',
  'history.place': '{place} sur {count}',
  'history.more': '{count, plural, one {# autre} other {# autres}} dans l’historique',
  'history.life': 'Jeton {fingerprint}, dans Supabase jusqu’au {until}',
  'history.life.now': 'Jeton {fingerprint}, dans Supabase depuis ce moment',
  'history.renewed': 'Renouvelé automatiquement',
  'history.found': 'Jeton trouvé dans Supabase',
  'history.adopted': 'Nouveau jeton trouvé dans Supabase',
  'history.another-user': 'Jeton d’une autre personne',
  'history.restored': 'Jeton fonctionnel remis en place',
  'history.conflict': 'Deux jetons valables; {kept} conservé, {other} écarté',
  'history.written.added': 'Jeton enregistré dans Supabase',
  'history.written.changed': 'Nouveau jeton enregistré dans Supabase',
  'history.written.removed': 'Jeton retiré de Supabase',
  'history.written.unclear': 'Ligne modifiée; aucun jeton n’y est reconnu',
  'history.by.keeper': 'Gazelle Keeper sur {name}',
  'history.by.unnamed': 'Un Gazelle Keeper',
  'history.by.unknown': 'Un programme inconnu',
  'history.by.user': '{who}, comme {user}',
  'history.human-needed': 'Connexion demandée',
  'history.refused': 'Jeton refusé par Gazelle',
  'history.failed.store': 'Problème avec Supabase',
  'history.failed.gazelle': 'Problème avec Gazelle',
  'history.failed.row': 'Jeton non reconnu',
  'history.failed.keeper': 'Erreur de Gazelle Keeper',

  'legend.title': 'Légende',
  'legend.renewed': 'Renouvelé automatiquement',
  'legend.captured': 'Nouveau jeton, collé ou issu de votre connexion',
  'legend.adopted': 'Jeton venu d’ailleurs, ou d’une autre personne',
  'legend.restored': 'Jeton fonctionnel remis en place',
  'legend.conflict': 'Deux jetons valables',
  'legend.human-needed': 'Connexion demandée',
  'legend.failed': 'Problème, ou jeton refusé',
  'legend.life': 'Temps d’un jeton dans Supabase',
  'legend.current': 'Temps du jeton actuel',
  'legend.dead': 'Jeton expiré',
  'legend.count': 'Nombre d’événements ce jour-là',

  'history.hint': 'Ce qui est arrivé au jeton depuis 90 jours, à la connaissance de cet ordinateur.',
  'history.hint.shared':
    'Ce qui est arrivé au jeton depuis 90 jours, à la connaissance de cet ordinateur et du projet.',
  'history.kinds': 'Quoi',
  'history.kinds.all': 'Tout',
  'history.kinds.tokens': 'Jetons',
  'history.kinds.problems': 'Problèmes',
  'history.whose': 'Qui',
  'history.whose.all': 'Tout le monde',
  'history.whose.here': 'Cet ordinateur',
  'history.whose.others': 'Autres',
  'history.who.here': 'Cet ordinateur',
  'history.who.keeper': 'Probablement un autre Gazelle Keeper',
  'history.who.elsewhere': 'Un autre Gazelle Keeper ou programme',
  'history.token': 'jeton {fingerprint}',
  'history.until': 'dernière fois le {date}, {time}',
  'history.none': 'Rien de tel dans les 90 derniers jours.',
  'history.save': 'Enregistrer l’historique',
  'history.save.hint':
    'En entier, quel que soit l’affichage, pour la personne qui vous aide. Il ne contient ni jeton, ni clé, ni mot de passe.',
  'history.save.text': 'Enregistrer au format texte…',
  'history.save.csv': 'Enregistrer au format CSV…',

  'history-file.name': 'historique-gazelle-keeper',
  'history-file.title': 'Gazelle Keeper\u00a0: historique du jeton, {date}',
  'history-file.text': 'Texte',
  'history-file.csv': 'Tableau CSV',
  'history-file.day': 'Jour',
  'history-file.hour': 'Heure',
  'history-file.what': 'Quoi',
  'history-file.who': 'Qui',
  'history-file.token': 'Jeton',
  'history-file.last': 'Dernière fois',

  'source.web-session': 'Nouveau jeton, issu de votre connexion',
  'source.oauth': 'Nouveau jeton, issu de votre connexion',
  'source.clipboard': 'Nouveau jeton collé',
  'source.row': 'Nouveau jeton',

  'settings.title': 'Paramètres de Gazelle Keeper',
  'settings.sections': 'Sections',
  'settings.supabase': 'Supabase',
  'settings.gazelle': 'Gazelle',
  'settings.oauth': 'OAuth',
  'settings.alerts': 'Alertes',
  'settings.function': 'En tout temps',
  'settings.history': 'Historique',
  'settings.general': 'Général',
  'settings.about': 'À propos',

  'supabase.demo-only':
    'Cette copie sert seulement à essayer\u00a0: son Electron {electron} est trop ancien pour protéger un jeton. Elle ne se connecte qu’à la démo.',
  'supabase.project': 'Projet',
  'supabase.paste': 'Coller depuis Supabase',
  'supabase.paste.hint':
    'Dans Supabase, copiez l’adresse du projet (Project URL) et une clé API, sous n’importe quelle forme, ensemble ou l’une après l’autre. Un gestionnaire de presse-papiers peut garder ce qui a été copié dans son historique.',
  'supabase.pasted': 'L’adresse du projet et la clé sont là.',
  'supabase.pasted.key': 'La clé est là. Copiez maintenant l’adresse du projet, et collez-la aussi.',
  'supabase.pasted.url': 'L’adresse du projet est là. Copiez maintenant la clé, et collez-la aussi.',
  'find.title': 'Où trouver l’adresse et la clé',
  'find.url':
    'Dans Supabase, ouvrez votre projet, puis Project Settings\u00a0> Data API, et copiez «\u00a0Project URL\u00a0». L’adresse de n’importe quelle page du projet dans votre navigateur convient aussi.',
  'find.key': 'Ouvrez Project Settings\u00a0> API Keys, et copiez la clé publiable (Publishable key).',
  'find.paste': 'Après chaque copie, revenez ici et appuyez sur «\u00a0Coller depuis Supabase\u00a0».',
  'find.picture':
    'Un dessin des paramètres du projet dans Supabase. Dans le menu à gauche, 1 désigne Data API et 2 désigne API Keys. À côté du menu, 1 désigne Project URL et 2 désigne Publishable key, chacun avec un bouton de copie.',
  'supabase.url': 'Adresse du projet (Project URL)',
  'supabase.url.hint': 'https://votre-projet.supabase.co',
  'supabase.key': 'Clé',
  'supabase.key.none': 'Pas encore de clé',
  'supabase.key.publishable': 'Clé publiable (publishable)',
  'supabase.key.legacy-anon': 'Clé publique, ancien modèle (anon)',
  'supabase.key.secret': 'Clé secrète (secret)',
  'supabase.key.legacy-service-role': 'Clé secrète, ancien modèle (service_role)',
  'supabase.key.unknown': 'Type de clé inconnu',
  'supabase.key.needs-user': 'Avec elle, seul un utilisateur Supabase connecté peut lire le jeton.',
  'supabase.key.opens-all':
    'Avec cette clé, quiconque utilise cet ordinateur peut lire toutes les tables du projet. Une clé publiable et un utilisateur Supabase sont plus sûrs.',
  'supabase.key.other-project': 'La clé et l’adresse ne sont pas celles du même projet.',
  'supabase.user': 'Utilisateur Supabase',
  'supabase.user.signed-in': 'Connexion établie\u00a0: {email}',
  'supabase.user.way': 'Se connecter avec',
  'supabase.user.by-code': 'Un code à usage unique',
  'supabase.user.by-password': 'Un mot de passe',
  'supabase.user.email': 'Courriel',
  'supabase.user.password': 'Mot de passe',
  'supabase.user.send-code': 'M’envoyer un code',
  'supabase.user.send-again': 'Envoyer un autre code',
  'supabase.user.code': 'Code',
  'supabase.user.code-sent': 'Un code a été envoyé à {email}. Vous pouvez aussi coller ici le lien reçu.',
  'supabase.user.sign-in': 'Se connecter',
  'supabase.user.email-missing': 'Indiquez le courriel de votre utilisateur Supabase.',
  'supabase.user.password-missing': 'Indiquez le mot de passe.',
  'supabase.user.code-missing': 'Indiquez le code reçu par courriel.',
  'supabase.checks': 'Vérifications',
  'supabase.checks.run': 'Vérifier de nouveau',
  'supabase.checks.none': 'Elles se font dès qu’une adresse et une clé sont inscrites.',
  'supabase.checks.copied':
    'Copié. Dans Supabase, ouvrez l’éditeur SQL, collez et appuyez sur Run; puis vérifiez de nouveau.',
  'supabase.advanced': 'Options avancées',
  'supabase.table': 'Table',
  'supabase.row-key': 'Clé de la ligne',
  'supabase.names.hint': 'À modifier seulement si vos programmes lisent le jeton à un autre endroit.',
  'supabase.names.refused':
    'Lettres sans accent, chiffres et traits de soulignement seulement; nom de la table en minuscules.',
  'supabase.forget': 'Oublier ce projet',
  'sandbox.leave.hint':
    'Le Gazelle et le Supabase d’essai restent sur cet ordinateur. Gazelle Keeper revient à vos propres paramètres.',
  'supabase.forget.hint':
    'Le jeton reste dans Supabase; cet ordinateur oublie l’adresse, la clé, l’utilisateur, les destinations des alertes, ses copies du jeton et la connexion à Gazelle.',
  'invitation.hint':
    'On vous a envoyé une invitation? Ouvrez son fichier, ou copiez son texte et appuyez sur «\u00a0Coller depuis Supabase\u00a0».',
  'invitation.open': 'Ouvrir une invitation',
  'invitation.accepted': 'L’invitation a été acceptée. Connectez-vous maintenant.',
  'invitation.flaw.too-long': 'Le texte est plus long qu’une invitation. Copiez ou ouvrez l’invitation seule.',
  'invitation.flaw.damaged':
    'L’invitation est illisible\u00a0: il en manque une partie, ou elle a été modifiée en chemin. Demandez-la de nouveau, sous forme de fichier.',
  'invitation.flaw.newer':
    'L’invitation vient d’une version plus récente de Gazelle Keeper. Mettez d’abord celle-ci à jour.',
  'invitation.flaw.unknown-field':
    'L’invitation contient un élément qu’aucune invitation ne contient. Rien n’en a été utilisé. Demandez-en une nouvelle.',
  'invitation.flaw.secret-key':
    'L’invitation contient une clé secrète, qui ouvre toutes les tables du projet. Rien n’en a été utilisé. Demandez-en une avec la clé publiable.',
  'invitation.flaw.not-https':
    'Une adresse de l’invitation («\u00a0{field}\u00a0») ne commence pas par https://; le jeton circulerait sans chiffrement. Rien n’en a été utilisé.',
  'invitation.flaw.invalid':
    'Dans l’invitation, «\u00a0{field}\u00a0» manque ou n’est pas valide. Rien n’en a été utilisé. Demandez-en une nouvelle.',
  'invitation.title': 'Inviter',
  'invitation.intro':
    'Une invitation configure Gazelle Keeper pour ce projet sur un autre ordinateur. Elle contient l’adresse et la clé publiable du projet, la ligne, l’application OAuth sans son secret, et la personne à qui s’adresser. Elle ne contient aucun secret\u00a0: la personne qui l’ouvre doit encore se connecter.',
  'invitation.email': 'Utilisateur Supabase de la personne invitée',
  'invitation.email.hint': 'Facultatif\u00a0: son courriel, pour que le champ soit déjà rempli.',
  'invitation.copy': 'Copier l’invitation',
  'invitation.save': 'Enregistrer dans un fichier',
  'invitation.not-saved': 'Le fichier n’a pas pu être écrit. Choisissez un autre dossier.',
  'invitation.obstacle.secret-key':
    'Cet ordinateur utilise une clé secrète, qui ouvre toutes les tables du projet. Aucune invitation n’est faite avec elle\u00a0: collez d’abord la clé publiable.',
  'invitation.obstacle.other':
    'Aucune invitation ne peut être faite\u00a0: «\u00a0{field}\u00a0» de ce projet n’est pas valide.',
  'helper.title': 'Personne à qui s’adresser',
  'helper.hint':
    'Affichée ici, et nommée dans chaque invitation. Si son courriel est inscrit, «\u00a0Signaler un problème\u00a0» commence un message à cette personne.',
  'helper.none': 'Personne n’est nommé pour l’instant.',
  'helper.name': 'Nom',
  'helper.email': 'Courriel',
  'helper.phone': 'Téléphone',
  'helper.change': 'Changer la personne à qui s’adresser',
  'helper.refused': 'Rien n’a été enregistré\u00a0: inscrivez un courriel complet, un nom et un numéro courts.',

  'connection.failure.empty': 'Le presse-papiers est vide. Copiez d’abord l’adresse ou la clé dans Supabase.',
  'connection.failure.too-long': 'Le texte est trop long. Copiez seulement l’adresse et la clé.',
  'connection.failure.placeholder': 'C’est un exemple. Copiez l’adresse ou la clé de votre propre projet.',
  'connection.failure.no-project-in-url':
    'Cette page de Supabase n’appartient à aucun projet. Ouvrez votre projet, puis copiez son adresse.',
  'connection.failure.not-https': 'L’adresse doit commencer par https://, sinon le jeton circulerait sans chiffrement.',
  'connection.failure.several-projects': 'Le texte contient plusieurs projets. Copiez l’adresse d’un seul.',
  'connection.failure.several-keys': 'Le texte contient plusieurs clés. Copiez seulement la clé publiable.',
  'connection.failure.masked-key': 'Supabase masque la fin de la clé. Utilisez le bouton de copie à côté de la clé.',
  'connection.failure.cut-off-key': 'Ce n’est que le début d’une clé. Utilisez le bouton de copie à côté de la clé.',
  'connection.failure.not-an-api-key':
    'C’est un autre secret de Supabase. Copiez la clé publiable, sous Settings\u00a0> API Keys.',
  'connection.failure.database-address':
    'C’est l’adresse de la base de données. Copiez l’adresse du projet, sous Settings\u00a0> Data API.',
  'connection.failure.nothing-found':
    'Le presse-papiers ne contient ni adresse ni clé Supabase. Copiez l’une ou l’autre, puis collez de nouveau.',
  'connection.note.database-password-ignored':
    'Le texte contenait le mot de passe de la base de données. Il n’est pas nécessaire et n’a pas été conservé.',
  'connection.note.weaker-key-taken':
    'Le texte contenait plusieurs clés; celle qui donne le moins d’accès a été retenue.',
  'connection.note.url-from-key': 'L’adresse du projet a été tirée de la clé.',

  'check.outcome.fine': 'Réussi',
  'check.outcome.warning': 'Réussi, avec un avertissement',
  'check.outcome.failed': 'Échec',
  'check.outcome.skipped': 'Non vérifié',
  'check.outcome.running': 'Vérification en cours',

  'remedy.check-url': 'Corriger l’adresse',
  'remedy.sign-in': 'Se connecter',
  'remedy.paste-key': 'Coller la clé',
  'remedy.copy-migration': 'Copier la migration',
  'remedy.copy-migration.effect':
    'Une fois exécutée, elle réserve le jeton aux membres et à la clé secrète; les programmes munis de la clé publiable (anon) reçoivent une réponse vide, sans erreur.',
  'remedy.add-member': 'Copier le SQL',

  'gazelle.sign-in.hint':
    'Connectez-vous sur la page de Gazelle; le jeton est trouvé, vérifié et enregistré automatiquement.',
  'gazelle.stay': 'Garder ma connexion à Gazelle sur cet ordinateur',
  'gazelle.stay.hint': 'Permet de renouveler le jeton sans vous.',
  'gazelle.forget': 'Se déconnecter de Gazelle sur cet ordinateur',
  'gazelle.forget.hint': 'Le jeton reste dans Supabase; vous devrez vous connecter au prochain renouvellement.',
  'gazelle.paste': 'Coller un jeton',
  'gazelle.paste.hint':
    'Copiez-le sous n’importe quelle forme\u00a0: le jeton, un en-tête, «\u00a0Copier comme cURL\u00a0», un fichier HAR, le JSON de la ligne. Il est vérifié avant d’être enregistré.',
  'gazelle.paste.do': 'Coller le contenu du presse-papiers',
  'gazelle.paste.trying': 'Vérification du jeton auprès de Gazelle…',
  'gazelle.paste.found': 'Gazelle accepte le jeton {fingerprint}.',
  'gazelle.paste.in-row': 'Ce jeton est déjà dans Supabase.',
  'gazelle.paste.life': 'Il est valide {days, plural, =0 {moins d’un jour} one {# jour} other {# jours}}.',
  'gazelle.paste.life-unknown': 'Sa durée n’est pas indiquée; on suppose qu’elle est de 30 jours.',
  'gazelle.paste.renews': 'Il pourra être renouvelé automatiquement.',
  'gazelle.test': 'Test',
  'gazelle.test.hint': 'Demande à Gazelle à quel compte appartient le jeton enregistré dans Supabase.',
  'gazelle.test.unconnected': 'Aucun projet Supabase n’est encore configuré; il n’y a donc pas de jeton à tester.',
  'gazelle.test.no-token': 'La ligne dans Supabase ne contient pas encore de jeton. Connectez-vous d’abord à Gazelle.',
  'gazelle.pace':
    'Gazelle est interrogé tous les quarts d’heure pour savoir s’il accepte le jeton; toutes les heures lorsque l’ordinateur est sur batterie.',
  'gazelle.unconnected':
    'Un jeton doit pouvoir être enregistré quelque part. Configurez d’abord Supabase, puis connectez-vous à Gazelle.',
  'gazelle.test.asking': 'Interrogation de Gazelle…',
  'gazelle.test.answered': '{company} a répondu en {seconds, number} s.',
  'gazelle.test.answered.unnamed': 'Gazelle a répondu en {seconds, number} s.',
  'gazelle.test.user': 'Utilisateur\u00a0: {user}.',
  'gazelle.test.clients': '{count, plural, =0 {Aucun client} one {# client} other {# clients}}.',

  'paste.form.bare-token': 'un jeton',
  'paste.form.header-line': 'un en-tête',
  'paste.form.curl-bash': 'une commande cURL',
  'paste.form.curl-cmd': 'une commande cURL pour Windows',
  'paste.form.powershell': 'une commande PowerShell',
  'paste.form.fetch': 'un appel fetch',
  'paste.form.har': 'un fichier HAR',
  'paste.form.wget': 'une commande wget',
  'paste.form.httpie': 'une commande HTTPie',
  'paste.form.export': 'une requête exportée',
  'paste.form.variable': 'une variable',
  'paste.form.code': 'un extrait de code',
  'paste.form.row': 'la ligne',
  'paste.form': 'Trouvé dans {form}.',

  'proxy.title': 'Serveur mandataire {host}',
  'proxy.asks': 'Le serveur mandataire {host} demande un nom d’utilisateur et un mot de passe.',
  'proxy.refused': 'Le serveur mandataire {host} n’accepte pas ce nom d’utilisateur et ce mot de passe.',
  'proxy.user': 'Nom d’utilisateur',
  'proxy.set': 'Utiliser ce mot de passe',
  'proxy.forget': 'Oublier le mot de passe',
  'oauth.title': 'Application OAuth',
  'oauth.intro':
    'Si votre entreprise a enregistré une application OAuth auprès de Gazelle, le jeton se renouvelle sans que personne soit connecté. Facultatif.',
  'oauth.client-id': 'Identifiant client',
  'oauth.client-id.refused': 'Ce n’est pas un identifiant client\u00a0: il s’agit d’un seul mot, sans espaces.',
  'oauth.refused-by-gazelle':
    'Gazelle refuse cet identifiant client ou son secret. Copiez-les de nouveau depuis Gazelle, tous les deux.',
  'oauth.redirect': 'Adresse de redirection (redirect URI)',
  'oauth.redirect.hint':
    'Exactement comme elle est enregistrée auprès de Gazelle. Pour vous connecter avec votre propre navigateur, inscrivez http://127.0.0.1/callback, ou avec un port de votre choix (http://127.0.0.1:47823/callback) si Gazelle en exige un.',
  'oauth.in-browser': 'Me connecter avec mon navigateur',
  'oauth.redirect.refused':
    'Cette adresse ne peut pas servir. Inscrivez-en une qui commence par https://, ou http://127.0.0.1/callback.',
  'oauth.secret': 'Secret du client',
  'oauth.secret.kept': 'Conservé sur cet ordinateur, chiffré',
  'oauth.secret.kept.memory': 'Conservé jusqu’à la fermeture de Gazelle Keeper',
  'oauth.secret.none': 'Pas encore de secret',
  'oauth.secret.refused':
    'Le presse-papiers ne contient pas de secret du client. Copiez seulement le secret, puis collez de nouveau.',
  'oauth.secret-is-id.refused':
    'C’est l’identifiant client. Copiez le secret qui l’accompagne, puis collez de nouveau.',
  'oauth.secret.paste': 'Coller le secret',
  'oauth.forget': 'Oublier l’application',

  'alerts.intro':
    'Quand le jeton a besoin de quelqu’un, Gazelle Keeper peut aussi le dire ailleurs, par courriel ou dans une messagerie. Les ordinateurs qui gardent le même jeton s’entendent sur celui qui envoie une alerte.',
  'alerts.language': 'Langue des alertes',
  'alerts.language.same': 'Celle de l’application',
  'alerts.target.email': 'Courriel',
  'alerts.target.slack': 'Slack',
  'alerts.target.teams': 'Microsoft Teams',
  'alerts.target.discord': 'Discord',
  'alerts.target.ntfy': 'ntfy',
  'alerts.target.webhook': 'Votre propre webhook',
  'alerts.target.ping': 'Service de surveillance',
  'alerts.hint.email':
    'Un serveur de courriel de votre choix envoie les alertes. Les services à connexion en deux étapes veulent ici un mot de passe d’application.',
  'alerts.hint.slack': 'Dans Slack, créez un webhook entrant pour un canal, et copiez son adresse.',
  'alerts.hint.teams':
    'Dans le menu du canal dans Teams, choisissez Flux de travail, puis le modèle qui publie dans un canal à la réception d’une requête de webhook. Copiez l’adresse affichée.',
  'alerts.hint.discord':
    'Dans les paramètres du salon dans Discord, choisissez Intégrations, créez un webhook, et copiez son URL.',
  'alerts.hint.ntfy':
    'Copiez l’adresse d’un sujet\u00a0: https://ntfy.sh/ ou votre propre serveur, et un nom difficile à deviner. Quiconque connaît le nom d’un sujet ouvert peut lire les alertes.',
  'alerts.hint.webhook':
    'Pour un programme à vous. Copiez l’adresse où il attend les alertes, puis le secret qui commence par whsec_.',
  'alerts.hint.ping':
    'Un service comme healthchecks.io donne l’alarme quand cet ordinateur se tait\u00a0: à réserver à un ordinateur toujours allumé. Copiez l’adresse d’une vérification.',
  'alerts.paste': 'Coller l’adresse',
  'alerts.paste.secret': 'Coller le secret',
  'alerts.paste.token': 'Coller un jeton d’accès',
  'alerts.paste.token.hint': 'Seulement si le sujet est protégé.',
  'alerts.address': 'Adresse',
  'alerts.secret': 'Secret du webhook',
  'alerts.secret.missing': 'Aucune alerte n’y est encore envoyée\u00a0: il manque le secret.',
  'alerts.token': 'Jeton d’accès',
  'alerts.email.to': 'Destinataires',
  'alerts.email.to.hint': 'Séparez plusieurs adresses de courriel par des virgules.',
  'alerts.email.server': 'Serveur de courriel',
  'alerts.email.server.hint': 'smtp.example.com, ou smtps://smtp.example.com s’il est chiffré dès le début',
  'alerts.email.password.hint': 'Laissez ce champ vide pour garder le mot de passe actuel.',
  'alerts.email.from': 'Expéditeur',
  'alerts.email.from.hint': 'Une adresse de courriel. Ce champ peut rester vide si le nom d’utilisateur en est une.',
  'alerts.email.set-up': 'Configurer le courriel',
  'alerts.email.change': 'Modifier',
  'alerts.email.set': 'Utiliser ce serveur',
  'alerts.ping.failures': 'Signaler aussi quand il faut quelqu’un',
  'alerts.ping.failures.hint': 'La même adresse, suivie de /fail, est alors demandée.',
  'alerts.test': 'Envoyer une alerte d’essai',
  'alerts.test.ping': 'Envoyer un signal',
  'alerts.forget': 'Retirer',
  'alerts.flaw.missing': 'Il manque encore ceci.',
  'alerts.flaw.not-a-url':
    'Le presse-papiers ne contient pas d’adresse qui commence par https://. Copiez seulement l’adresse, puis collez de nouveau.',
  'alerts.flaw.not-https':
    'Cette adresse ne commence pas par https://. Les alertes non chiffrées ne vont qu’à cet ordinateur, et nulle part ailleurs.',
  'alerts.flaw.not-a-key':
    'Le presse-papiers ne contient pas de jeton d’accès. Copiez seulement le jeton, puis collez de nouveau.',
  'alerts.flaw.not-smtp': 'Ce n’est pas un serveur de courriel. Inscrivez un nom comme smtp.example.com.',
  'alerts.flaw.not-an-email': 'Inscrivez seulement des adresses de courriel, sans noms.',
  'alerts.flaw.not-a-topic': 'Cette adresse ne finit pas par le nom d’un sujet ntfy. Copiez l’adresse au complet.',
  'alerts.flaw.not-a-webhook-secret':
    'Le presse-papiers ne contient pas de secret de webhook\u00a0: whsec_ suivi de 24 à 64 octets aléatoires en Base64. Copiez-le seul, puis collez de nouveau.',
  'alerts.flaw.not-yes-or-no': 'Ce qui était conservé est illisible. Retirez-le, puis configurez-le de nouveau.',
  'alerts.sending': 'Envoi en cours…',
  'alerts.accepted.test': 'Le serveur a accepté l’alerte d’essai à {time}. Voyez si elle est arrivée.',
  'alerts.accepted.ping': 'Le service de surveillance a répondu à {time}.',
  'alerts.accepted.alert': 'Le serveur a accepté la dernière alerte le {day} à {time}.',
  'alerts.missed': 'Il a rejeté {count, plural, one {un destinataire} other {# destinataires}}. Vérifiez les adresses.',
  'alerts.failed.unreachable': 'Le serveur est injoignable{code}. Vérifiez l’adresse et la connexion Internet.',
  'alerts.failed.silent': 'Le serveur n’a pas répondu à temps.',
  'alerts.failed.untrusted':
    'Le serveur n’a pas prouvé son identité, ou n’offre aucun chiffrement{code}. Rien n’a été envoyé.',
  'alerts.failed.redirected':
    'Le serveur renvoie à une autre adresse{code}, que Gazelle Keeper ne suit pas. Retirez celle-ci, et copiez l’adresse de nouveau.',
  'alerts.failed.busy': 'Le serveur demande de réessayer plus tard{code}.',
  'alerts.failed.sign-in': 'Le serveur rejette le nom d’utilisateur ou le mot de passe{code}.',
  'alerts.failed.rejected':
    'Le serveur rejette le message{code}. Vérifiez si l’adresse est complète, et si elle existe encore.',
  'alerts.failed.not-understood': 'La réponse du serveur n’a pas été comprise{code}.',
  'alerts.failed-at.test': 'Essai à {time}.',
  'alerts.failed-at.alert': 'Alerte du {day} à {time}. Tant qu’elle est nécessaire, d’autres essais suivront.',
  'alerts.failed-at.ping': 'Signal du {day} à {time}.',

  'function.title': 'Garder le jeton valide sans cet ordinateur',
  'function.intro':
    'Une fonction, dans le projet Supabase lui-même, peut vérifier le jeton toutes les cinq minutes et le renouveler à temps. Elle ne se connecte jamais\u00a0: s’il le faut, une personne le fait ici.',
  'function.no-project': 'Configurez d’abord le projet Supabase.',
  'function.sandbox': 'La démo fonctionne sur cet ordinateur et n’a pas de fonctions.',
  'function.no-https': 'L’horaire ne peut appeler la fonction qu’à une adresse https sans numéro de port.',
  'function.no-application':
    'La fonction renouvelle le jeton avec l’application OAuth de votre entreprise, qui n’est pas encore configurée.',
  'function.copy': 'Copier',
  'function.copy.sql': 'Copier le SQL',
  'function.table': '1. Préparer la table',
  'function.table.hint':
    'Exécutez ce SQL dans l’éditeur SQL du projet, même si c’est déjà fait\u00a0: il protège aussi ce que la fonction retient.',
  'function.deploy': '2. Déployer la fonction',
  'function.deploy.hint':
    'Choisissez un dossier, puis collez la commande dans un terminal. Il faut la ligne de commande de Supabase (supabase), connectée au projet.',
  'function.deploy.ref': 'Dans la commande, remplacez PROJECT-ID par l’identifiant du projet.',
  'function.save': 'Enregistrer la fonction et copier la commande',
  'function.schedule': '3. Fixer l’horaire',
  'function.schedule.hint':
    'Exécutez aussi ce SQL. Il affiche la valeur de gazelle_keeper_secret, nécessaire à l’étape suivante.',
  'function.secrets': '4. Ajouter les secrets',
  'function.secrets.hint':
    'Dans Supabase, ouvrez Edge Functions, puis Secrets, collez ces lignes et remplissez ce qui est vide\u00a0: GAZELLE_KEEPER_SECRET est la valeur de l’étape 3, GAZELLE_CLIENT_SECRET celle de l’application OAuth.',
  'function.secrets.again':
    'Chaque copie contient un nouveau GAZELLE_JOURNAL_SECRET. Si Supabase en a déjà un, gardez-le. Les alertes de cet ordinateur n’en font pas partie\u00a0: la fonction a les siennes (docs/alerts.md).',
  'function.secrets.copy': 'Copier les lignes',
  'function.runs': '5. Voir si elle fonctionne',
  'function.runs.hint':
    'La fonction laisse un mot dans le carnet du projet, qui est facultatif. Sans carnet, cette page ne peut rien dire.',
  'function.logbook.copy': 'Copier le SQL du carnet',
  'function.look': 'Vérifier maintenant',
  'function.looking': 'Vérification…',
  'function.seen': '{name} a vérifié le jeton {ago}.',
  'function.ago.now': 'à l’instant',
  'function.ago.minutes': 'il y a {count, plural, one {# minute} other {# minutes}}',
  'function.ago.hours': 'il y a {count, plural, one {# heure} other {# heures}}',
  'function.ago.days': 'il y a {count, plural, one {# jour} other {# jours}}',
  'function.late':
    'Cela devrait se faire toutes les cinq minutes. Dans Supabase, consultez les journaux de la fonction.',
  'function.stuck': 'Pour le moment, le jeton ne peut pas être renouvelé automatiquement par la fonction.',
  'function.unseen': 'La fonction n’a pas encore été vue. Une fois toutes les étapes faites, il faut cinq minutes.',
  'function.no-logbook':
    'Le projet n’a pas de carnet que vous pouvez lire\u00a0: cette page ne peut donc rien dire. Exécutez son SQL dans l’éditeur SQL, et vérifiez de nouveau cinq minutes plus tard.',

  'general.language': 'Langue',
  'general.language.system': 'Celle du système',
  'general.theme': 'Apparence',
  'general.theme.system': 'Celle du système',
  'general.theme.light': 'Claire',
  'general.theme.dark': 'Sombre',
  'general.login': 'Démarrer à l’ouverture de session',
  'general.login.hint': 'Le jeton est ainsi surveillé dès que vous ouvrez une session.',
  'general.login.approval': 'Autorisez Gazelle Keeper dans Réglages Système, « Général », « Ouverture ».',
  'general.login.move': 'Déplacez d’abord Gazelle Keeper dans Applications.',
  'general.login.not-taken':
    'Le système n’a pas accepté ce réglage. Adressez-vous à la personne qui gère cet ordinateur.',
  'general.shortcut': 'Raccourci qui ouvre Gazelle Keeper',
  'general.shortcut.hint': 'Les touches agissent dans tous les programmes, tant que Gazelle Keeper est ouvert.',
  'general.shortcut.choose': 'Choisir des touches…',
  'general.shortcut.press': 'Appuyez maintenant sur les touches',
  'general.shortcut.forget': 'Supprimer le raccourci',
  'general.shortcut.shift': 'Maj',
  'general.shortcut.too-few':
    'Maintenez au moins deux des touches Ctrl, Alt, Maj et système, et appuyez sur une lettre ou un chiffre. Avec moins de touches, d’autres programmes perdraient un de leurs raccourcis.',
  'general.shortcut.refused':
    'Le système n’a pas accordé {keys} à Gazelle Keeper\u00a0: un autre programme ou le système lui-même utilise ces touches. Choisissez-en d’autres.',
  'general.shortcut.wayland':
    'Sur ce bureau (Wayland), les programmes ne peuvent pas choisir de touches eux-mêmes. Dans les paramètres de clavier du système, ajoutez un raccourci qui lance cette commande\u00a0:',
  'general.reminds': 'Me prévenir avant l’expiration du jeton',
  'general.reminds.hint':
    'Sept jours, trois jours et un jour avant, s’il ne peut pas être renouvelé automatiquement. Tout ce qui est urgent vous est signalé dans tous les cas.',
  'general.command-line': 'Permettre à la ligne de commande d’utiliser ces paramètres',
  'general.command-line.hint':
    'La commande gazelle-keeper, pour les scripts et les tâches planifiées, lit alors le projet, sa clé et l’utilisateur dans le trousseau du système. D’autres programmes que vous exécutez pourraient aussi les y lire.',
  'general.command-line.left':
    'La ligne de commande n’a plus le droit d’utiliser ces paramètres, mais sa copie est encore dans le trousseau du système. Gazelle Keeper essaiera de la supprimer à son prochain démarrage, ou quand vous cliquerez ci-dessous.',
  'general.command-line.take-away': 'La supprimer maintenant',
  'general.command-line.none':
    'Aucun trousseau n’est déverrouillé sur cet ordinateur. Sous Linux, il faut GNOME Keyring ou KWallet, déverrouillé à l’ouverture de session.',
  'general.command-line.locked': 'Le trousseau du système est verrouillé. Déverrouillez-le, puis réessayez.',
  'general.command-line.silent':
    'Le trousseau du système ne répond pas. Réessayez; si cela ne suffit pas, fermez votre session et rouvrez-la.',
  'general.command-line.too-long':
    'Les paramètres dépassent ce que le trousseau du système accepte. Utilisez plutôt les variables d’environnement de la ligne de commande.',
  'general.command-line.refused':
    'Le trousseau du système a refusé. Réessayez; si cela ne suffit pas, redémarrez l’ordinateur.',

  'about.what': 'Garde un jeton Gazelle en vie dans une ligne d’une table Supabase.',
  'about.version': 'Version',
  'about.system': 'Système',
  'about.new': 'Nouveautés',
  'about.new.intro': 'Les derniers changements, tels que le journal du projet les décrit, en anglais.',
  'about.new.unreleased': 'Depuis la version {version}',
  'about.diagnostics': 'Diagnostic',
  'about.diagnostics.hint':
    'Un rapport pour la personne qui vous aide. Il ne contient aucun jeton, aucune clé ni aucun mot de passe.',
  'about.log': 'Journal détaillé',
  'about.log.hint':
    'Pour la personne qui vous aide. Le journal ne contient aucun jeton, aucune clé ni aucun mot de passe.',
  'updates.title': 'Mises à jour',
  'updates.not-offered':
    'Cet exemplaire de Gazelle Keeper ne sait pas où les nouvelles versions sont annoncées. Demandez à la personne qui vous l’a donné.',
  'updates.look': 'Chercher des mises à jour',
  'updates.fetch': 'Télécharger',
  'updates.install': 'Installer et redémarrer',
  'updates.copy-command': 'Copier la commande',
  'updates.by-itself': 'Chercher des mises à jour une fois par jour',
  'updates.by-itself.hint':
    'Demande au serveur des mises à jour s’il y a une nouvelle version. Rien n’est téléchargé ni installé sans votre accord.',
  'updates.channel': 'Quelles versions',
  'updates.channel.stable': 'Versions finales',
  'updates.channel.beta': 'Versions finales et préliminaires',
  'updates.never': 'Gazelle Keeper n’a pas encore cherché de mises à jour.',
  'updates.looking': 'Recherche de mises à jour…',
  'updates.current': 'Le {day}, à {time}, aucune nouvelle version n’était annoncée.',
  'updates.found': 'La version {version} est offerte depuis le {date}.',
  'updates.found.size': 'Le téléchargement est de {size, number} Mo.',
  'updates.fetching': 'Téléchargement de la version {version}\u00a0: {percent, number}\u00a0%.',
  'updates.ready':
    'La version {version} est téléchargée, et c’est bien le fichier annoncé. Elle n’est pas encore installée.',
  'updates.waiting':
    'L’installation attend votre mot de passe, ou que Gazelle Keeper ait fini ce qu’il fait avec le jeton…',
  'updates.installing': 'Installation de la version {version}…',
  'updates.way.replace': 'Gazelle Keeper remplace son propre fichier, puis redémarre.',
  'updates.way.package': 'Le système demande votre mot de passe et l’installe; ensuite, Gazelle Keeper redémarre.',
  'updates.way.open': 'Gazelle Keeper se ferme, et le programme d’installation s’ouvre.',
  'updates.way.command': 'Vous l’installez avec une commande. Redémarrez ensuite Gazelle Keeper.',
  'updates.way.by-hand':
    'Cet exemplaire ne peut pas se remplacer lui-même. Prenez la nouvelle version là où vous avez pris celle-ci.',
  'updates.news': 'Nouveautés de la version {version}',
  'updates.notice': 'La version {version} est offerte. Voyez les paramètres, sous À propos.',
  'updates.fault.unreachable':
    'Le serveur des mises à jour est injoignable. Vérifiez le réseau, ou réessayez plus tard.',
  'updates.fault.redirected': 'Le serveur des mises à jour mène ailleurs. Rien n’y a été pris.',
  'updates.fault.refused': 'Le serveur des mises à jour n’a pas ce qui était annoncé. Réessayez plus tard.',
  'updates.fault.unsigned':
    'L’annonce du serveur n’est pas signée par l’équipe de Gazelle Keeper. Rien n’en a été cru. Si cela persiste, dites-le à la personne qui vous aide.',
  'updates.fault.not-understood':
    'L’annonce s’adresse à des versions plus récentes. Prenez la nouvelle version là où vous avez pris celle-ci.',
  'updates.fault.untimely':
    'L’annonce est périmée, ou l’horloge de cet ordinateur est déréglée. On ne sait pas s’il y a une nouvelle version.',
  'updates.fault.replayed':
    'Le serveur montre une annonce plus ancienne qu’avant. Rien n’en a été cru. Si cela persiste, dites-le à la personne qui vous aide.',
  'updates.fault.cut-short': 'Le téléchargement a été interrompu. Réessayez.',
  'updates.fault.other-file':
    'Ce que le serveur a envoyé n’est pas le fichier annoncé. Il a été jeté. Si cela persiste, dites-le à la personne qui vous aide.',
  'updates.fault.disk-full': 'Le disque de cet ordinateur est plein. Libérez de l’espace, puis réessayez.',
  'updates.fault.disk': 'Le disque n’a pas accepté le fichier. Réessayez.',
  'updates.fault.not-allowed': 'Vous n’avez pas le droit d’écrire là où va le fichier. Rien n’a été changé.',
  'updates.fault.declined': 'Le système n’a pas reçu le mot de passe. Rien n’a été changé.',
  'updates.fault.not-taken': 'Le système ne l’a pas installé.',
  'updates.fault.signing-in': 'La fenêtre de connexion est ouverte. Terminez-y, ou fermez-la, puis réessayez.',
  'own-data.title': 'Supprimer les données de Gazelle Keeper',
  'own-data.hint':
    'Tout ce que Gazelle Keeper garde sur cet ordinateur. Cochez ce qu’il faut supprimer. La ligne dans Supabase et le programme lui-même restent.',
  'own-data.autostart': 'Démarrage à l’ouverture de session',
  'own-data.keychain': 'Les paramètres pour la ligne de commande, dans le trousseau du système',
  'own-data.state': 'Ce que gardent la ligne de commande et la bibliothèque\u00a0: jetons, connexions à Supabase',
  'own-data.cache':
    'Ce qui peut être téléchargé ou créé de nouveau\u00a0: Electron, la démonstration, les mises à jour',
  'own-data.profile':
    'Ce que garde cette application\u00a0: paramètres, secrets, connexion à Gazelle, historique, journal',
  'own-data.size': 'Taille\u00a0: {size, number} Mo',
  'own-data.in-use': 'Un autre programme de Gazelle Keeper utilise ces données. Arrêtez-le d’abord.',
  'own-data.remove': 'Supprimer et quitter',
  'about.licences': 'Licences',
  'about.licences.intro': 'Gazelle Keeper comprend les logiciels ci-dessous, chacun sous sa propre licence.',

  'welcome.title': 'Configurer Gazelle Keeper',
  'welcome.what':
    'Vos programmes accèdent à Gazelle avec un jeton qui expire environ tous les 30 jours. Gazelle Keeper le renouvelle dans votre projet Supabase, pour qu’ils continuent de fonctionner.',
  'welcome.intro': 'Deux étapes, environ deux minutes. Tout peut être modifié plus tard dans les paramètres.',
  'welcome.try.hint':
    'Aucun compte requis\u00a0: voyez comment cela fonctionne avec un Gazelle et un Supabase d’essai sur cet ordinateur.',
  'welcome.continue.hint': 'Vous pourrez continuer quand toutes les vérifications seront réussies.',
  'welcome.steps': 'Étapes',
  'welcome.gazelle': 'Connectez-vous maintenant une fois à Gazelle. Le jeton sera ensuite renouvelé automatiquement.',
  'welcome.gazelle.once':
    'Connectez-vous maintenant à Gazelle. Vous devrez vous reconnecter avant l’expiration du jeton.',
  'welcome.untested': 'Le jeton dans Supabase n’a pas été vérifié.',
  'welcome.works': 'Le jeton fonctionne',
  'welcome.works.hint':
    'Gazelle vient d’accepter le jeton dans Supabase; il fonctionne jusqu’{day, select, today {à {time} aujourd’hui} tomorrow {à demain, {time}} other {au {date}}}. Personne n’est connecté à Gazelle sur cet ordinateur\u00a0: il ne peut donc pas encore être renouvelé automatiquement.',
  'welcome.done': 'Tout est prêt',
  'welcome.done.hint':
    'Le jeton est dans Supabase, et vos programmes ont accès à Gazelle. Gazelle Keeper veille depuis la zone de notification.',
  'welcome.function.hint': 'Quand cet ordinateur est éteint, une fonction du projet Supabase peut renouveler le jeton.',

  'secrets.memory':
    'Aucun trousseau n’est déverrouillé sur cet ordinateur\u00a0: vous devrez vous reconnecter après la fermeture de Gazelle Keeper. Le jeton dans Supabase n’est pas touché.',

  'unread.locked':
    'Gazelle Keeper est configuré, mais le trousseau du système est verrouillé. Dès que le trousseau sera déverrouillé, Gazelle Keeper continuera automatiquement.',
  'unread.denied':
    'Gazelle Keeper est configuré, mais le trousseau du système a refusé l’accès. Réessayez, et autorisez l’accès quand le système le demande.',
  'unread.gone':
    'Gazelle Keeper est configuré, mais le trousseau du système n’est pas en marche. Dès que le trousseau sera de retour, Gazelle Keeper continuera automatiquement.',
  'unread.frozen':
    'Gazelle Keeper est configuré, mais le trousseau du système ne répond pas. Dès que le trousseau répondra, Gazelle Keeper continuera automatiquement.',
  'unread.other':
    'Gazelle Keeper est configuré, mais ses secrets ont été enregistrés avec un autre trousseau\u00a0: sur un autre ordinateur, ou avant le remplacement du trousseau. Ils restent enregistrés, et seront de nouveau lisibles si ce trousseau revient.',
  'unread.lost':
    'Gazelle Keeper a été configuré, mais ses secrets ne sont plus sur cet ordinateur. Sans trousseau, ils ne durent que jusqu’à la fermeture de Gazelle Keeper.',
  'unread.what': 'En cause\u00a0: {what}.',
  'unread.what.supabase': 'la clé Supabase et la connexion à Supabase',
  'unread.what.oauth': 'le secret de l’application OAuth',
  'unread.what.proxy': 'le mot de passe du proxy',
  'unread.what.tokens': 'des jetons gardés en réserve',
  'unread.what.alerts': 'les destinations des alertes',
  'unread.key': 'Une clé a été enregistrée, mais elle est illisible pour le moment.',
  'disk.meanwhile': 'D’ici là, les modifications seront perdues à la fermeture de Gazelle Keeper.',
  'disk.mended': 'Gazelle Keeper peut de nouveau écrire ses fichiers. Tout est maintenant enregistré.',
  'mishap.settings.restored':
    'Le fichier des paramètres était endommagé ou absent\u00a0: Gazelle Keeper utilise la dernière bonne copie. Vérifiez que les paramètres sont exacts.',
  'mishap.settings.lost':
    'Le fichier des paramètres était endommagé ou absent, et il n’y a pas de bonne copie. Vérifiez les paramètres, surtout le projet, la table et la ligne Supabase.',
  'mishap.mistake': 'Une erreur est survenue dans Gazelle Keeper ({what}). L’application continue de fonctionner.',
  'report.subject': 'Gazelle Keeper\u00a0: un problème',
  'report.body':
    'Ce que je faisais\u00a0:\n\nCe qui est arrivé\u00a0:\n\nDiagnostic (collez ici le contenu du presse-papiers)\u00a0:\n',
  'start.failed': 'Gazelle Keeper n’a pas pu démarrer.',
  'start.failed.hint':
    'Le jeton dans Supabase n’est pas touché. Copiez le diagnostic et envoyez-le à la personne qui vous aide.',
  'start.removed': 'Les données de Gazelle Keeper ont été supprimées.',
  'start.removed.detail': 'La ligne dans Supabase reste. Vous pouvez maintenant supprimer le programme lui-même.',
  'start.not-removed': 'Tout n’a pas pu être supprimé. Il reste\u00a0:',
  'start.rejected': 'Gazelle Keeper n’a pas démarré, car ceci n’est pas accepté\u00a0: {names}.',
  'start.rejected.hint':
    'D’autres pourraient ainsi lire le jeton. Retirez cela de la commande ou de l’environnement, puis redémarrez Gazelle Keeper.',

  'window.died': 'Une fenêtre de Gazelle Keeper a encore cessé de fonctionner.',
  'window.died.what-now':
    'Le jeton n’est pas touché. Réessayez; si la fenêtre s’arrête encore, redémarrez cet ordinateur.',
  'window.invitation.open': 'Ouvrir une invitation à Gazelle Keeper',
  'window.invitation.save': 'Enregistrer l’invitation à Gazelle Keeper',
  'window.function.save': 'Choisir un dossier pour la fonction',
  'sign-in.title': 'Connexion à Gazelle',
  'sign-in.by-link':
    'Un lien a ouvert la fenêtre de connexion. La page de Gazelle sera chargée quand vous choisirez de vous connecter.',
  'sign-in.by-link.ask': 'Voulez-vous vous connecter à Gazelle?',
  'sign-in.loading': 'Chargement de la page de Gazelle…',
  'sign-in.waiting':
    'Connectez-vous comme d’habitude. Le reste est automatique, et Gazelle Keeper ne voit jamais votre mot de passe.',
  'sign-in.password-refused':
    'Gazelle n’a pas accepté ces identifiants. Vérifiez le courriel et le mot de passe, puis réessayez.',
  'sign-in.at-provider': 'Vous êtes chez {host}. Connectez-vous là; vous reviendrez ensuite à Gazelle.',
  'sign-in.in-browser':
    'Continuez dans votre navigateur, où la page de Gazelle a été ouverte. « Recharger » l’ouvre de nouveau.',
  'sign-in.browser-refused':
    '{host} n’accepte pas les connexions dans cette fenêtre. Rechargez la page et utilisez le courriel et le mot de passe de Gazelle, ou collez un jeton.',
  'sign-in.passkey':
    '{host} attend une clé d’accès, qui pourrait ne pas fonctionner dans cette fenêtre. Annulez cette demande sur la page et choisissez une autre façon de vous connecter, ou collez un jeton.',
  'sign-in.captcha':
    '{host} veut s’assurer que vous n’êtes pas un robot. Si la vérification sur la page ne vous laisse pas passer, rechargez la page pour réessayer, connectez-vous d’une autre façon ou collez un jeton.',
  'sign-in.quiet': 'Aucune nouvelle de Gazelle depuis un moment. Terminez la connexion ou rechargez la page.',
  'sign-in.unreachable': 'La page de Gazelle ne se charge pas. Vérifiez la connexion Internet, puis rechargez la page.',
  'sign-in.certificate': 'La connexion à {host} n’est pas sécurisée; rien n’a donc été envoyé.',
  'sign-in.certificate.unknown-issuer':
    'Son certificat vient d’un émetteur auquel cet ordinateur ne fait pas confiance. Adressez-vous à la personne qui s’occupe de votre réseau, puis rechargez la page.',
  'sign-in.certificate.out-of-date':
    'Son certificat n’est pas valable aujourd’hui, ou l’horloge de cet ordinateur n’est pas à l’heure. Vérifiez l’horloge, puis rechargez la page.',
  'sign-in.certificate.wrong-name':
    'Son certificat est celui d’une autre adresse. Adressez-vous à la personne qui s’occupe de votre réseau, puis rechargez la page.',
  'sign-in.certificate.revoked': 'Son certificat a été révoqué. Réessayez plus tard.',
  'sign-in.certificate.other':
    'Son certificat n’est pas valide. Adressez-vous à la personne qui s’occupe de votre réseau, puis rechargez la page.',
  'sign-in.proxy-auth':
    'Le serveur mandataire {host} demande un nom d’utilisateur et un mot de passe. Entrez-les dans les paramètres, sous «\u00a0Général\u00a0», puis rechargez la page.',
  'sign-in.authorization-refused.misconfigured':
    'Les paramètres de l’application OAuth sont inutilisables. Demandez à la personne qui l’a configurée de les corriger.',
  'sign-in.authorization-refused.denied': 'L’autorisation n’a pas été accordée. Rechargez la page pour réessayer.',
  'sign-in.authorization-refused.invalid-client':
    'Gazelle ne connaît pas cette application OAuth. Demandez à la personne qui l’a configurée de corriger son identifiant et son secret.',
  'sign-in.authorization-refused.invalid-redirect':
    'L’adresse de redirection n’est pas celle que Gazelle a pour cette application OAuth. Demandez à la personne qui l’a configurée de la corriger.',
  'sign-in.authorization-refused.pkce-refused':
    'Gazelle n’accepte pas ce mode de connexion (PKCE). Rechargez la page pour réessayer.',
  'sign-in.authorization-refused.state-mismatch':
    'La réponse reçue était destinée à une autre demande; elle n’a pas été utilisée. Rechargez la page pour réessayer.',
  'sign-in.authorization-refused.code-refused': 'Cela a pris trop de temps. Rechargez la page pour réessayer.',
  'sign-in.authorization-refused.refused': 'Gazelle a refusé l’autorisation. Rechargez la page pour réessayer.',
  'sign-in.authorization-refused.rate-limited': 'Gazelle limite les requêtes. Rechargez la page dans une minute.',
  'sign-in.authorization-refused.not-sent':
    'Gazelle est injoignable. Vérifiez la connexion Internet, puis rechargez la page.',
  'sign-in.authorization-refused.answer-lost':
    'Aucune réponse utilisable n’est venue de Gazelle. Rechargez la page pour réessayer.',
  'sign-in.authorization-refused.unavailable': 'Gazelle éprouve des difficultés. Rechargez la page dans une minute.',
  'sign-in.authorization-refused.unexpected-answer': 'Réponse inattendue de Gazelle. Rechargez la page pour réessayer.',
  'sign-in.words': 'Réponse de Gazelle\u00a0: «\u00a0{words}\u00a0»',
  'sign-in.token-refused':
    'Gazelle a envoyé un jeton, mais le refuse. Rechargez la page, ou déconnectez-vous, puis reconnectez-vous.',
  'sign-in.other-company':
    'Ce compte est celui d’une autre entreprise\u00a0: rien n’a été enregistré. Déconnectez-vous ici, puis connectez-vous avec le vôtre.',
  'sign-in.working': 'Jeton trouvé. Vérification et enregistrement…',
  'sign-in.held':
    'Le jeton a été trouvé, mais n’a pas encore pu être enregistré. Il est conservé sur cet ordinateur et sera enregistré plus tard; vous pouvez fermer cette fenêtre.',
  'sign-in.done': 'C’est fait. Vos programmes ont accès à Gazelle; cette fenêtre va se fermer.',
  'sign-in.cancelled': 'La fenêtre de connexion a été fermée avant l’arrivée d’un jeton. Rien n’a été modifié.',
  'sign-in.instead': 'La page de Gazelle n’a pas pu être chargée',
  'sign-in.in-circles':
    'La page renvoyait sans cesse à elle-même et a été arrêtée. Rechargez-la, ou réessayez plus tard.',
  'sign-in.blank': 'Rien n’est apparu depuis un moment. Patientez un peu, ou rechargez la page.',
  'sign-in.not-gazelle':
    'Cette page ne ressemble pas à celle de Gazelle. Le réseau demande peut-être sa propre connexion, ou bloque Gazelle : ouvrez un site quelconque dans votre navigateur pour le voir, puis rechargez la page.',
  'sign-in.led-away':
    'La page de Gazelle a voulu ouvrir un autre site, ce que cette fenêtre ne permet pas. Connectez-vous sur la page de Gazelle.',
  'sign-in.dialogue': 'Message de {host}',
  'sign-in.dialogue.page': 'la page',
  'sign-in.dialogue.no-more': 'Ne plus afficher les messages de cette page',
  'sign-in.steps': 'Étapes',
  'sign-in.step.sign-in': 'Connexion',
  'sign-in.step.token': 'Jeton trouvé et vérifié',
  'sign-in.step.saved': 'Enregistré',
  'sign-in.help.sign-in':
    'Connectez-vous ci-dessous comme dans un navigateur\u00a0: avec votre mot de passe, avec un compte Google, Apple ou Microsoft, ou avec un code que vous recevez. Gazelle Keeper ne voit pas ce que vous tapez.',
  'sign-in.help.token':
    'La page de Gazelle envoie alors un jeton, qui est vérifié. Si rien n’arrive, ouvrez la liste des clients dans Gazelle ou appuyez sur «\u00a0Recharger\u00a0».',
  'sign-in.help.saved': 'Un jeton qui fonctionne est enregistré dans Supabase, puis cette fenêtre se ferme.',
  'sign-in.help.keys':
    'Annuler ne change rien. La touche F6 fait passer de cette barre à la page de Gazelle, et inversement.',

  'menu.edit': 'Édition',
  'menu.window': 'Fenêtre',
  'menu.undo': 'Annuler',
  'menu.redo': 'Rétablir',
  'menu.cut': 'Couper',
  'menu.copy': 'Copier',
  'menu.paste': 'Coller',
  'menu.select-all': 'Tout sélectionner',
  'menu.hide': 'Masquer {name}',
  'menu.hide-others': 'Masquer les autres',
  'menu.show-all': 'Tout afficher',
  'menu.quit': 'Quitter {name}',
  'menu.minimize': 'Réduire',
  'menu.zoom': 'Agrandir',
  'menu.close': 'Fermer la fenêtre',
  'menu.front': 'Tout ramener au premier plan',
  'certificate.question': '{site} demande un certificat pour savoir qui vous êtes',
  'certificate.line': '{number}. {name}, émis par {issuer}, expire le {date}',
  'certificate.hint': 'N’envoyez un certificat qu’à un site que vous connaissez. Dans le doute, n’en envoyez aucun.',
  'certificate.send': 'N° {number}, {name}',
  'certificate.more': 'Autres certificats',
  'certificate.none': 'N’en envoyer aucun',

  'company.new': 'Ce jeton est celui de l’entreprise {theirs}',
  'company.new.detail':
    'Le jeton dans Supabase est celui de l’entreprise {ours}. Si vous enregistrez celui-ci, tous vos programmes travailleront avec les clients de l’entreprise {company}.',
  'company.row': 'Un autre programme a enregistré un jeton de l’entreprise {theirs}',
  'company.row.detail':
    'Avant, c’était celui de l’entreprise {ours}. Tous vos programmes travaillent maintenant avec les clients de l’entreprise {company}. Le jeton d’avant peut être remis en place.',
  'company.row.gone':
    'Avant, c’était celui de l’entreprise {ours}. Tous vos programmes travaillent maintenant avec les clients de l’entreprise {company}. Le jeton d’avant n’est plus ici\u00a0: pour en ramener un, connectez-vous à Gazelle avec le compte d’avant.',
  'company.save': 'L’enregistrer',
  'company.discard': 'L’écarter',
  'company.put-back': 'Remettre le jeton d’avant',
  'company.keep': 'Garder le nouveau',
  'company.later': 'Décider plus tard',
  'question.project': 'Utiliser un autre projet Supabase?',
  'question.project.detail':
    'Le jeton sera désormais conservé dans {to}, et non plus dans {from}. Quiconque gère {to} pourra le lire.{alerts, select, yes { Les destinations des alertes seront à configurer de nouveau.} other {}}',
  'question.project.yes': 'Utiliser le nouveau projet',
  'question.key': 'Remplacer la clé de {project}?',
  'question.key.detail': 'Cet ordinateur oublie la clé actuelle et utilise la nouvelle avec {project}.',
  'question.key.yes': 'Remplacer',
  'question.key-to': 'Envoyer la clé secrète à {to}?',
  'question.key-to.detail':
    'La clé conservée sur cet ordinateur ouvre toutes les tables de son projet. Elle sera envoyée à {to}.',
  'question.key-to.yes': 'Envoyer',
  'question.invitation': 'Accepter cette invitation à {project}?',
  'question.invitation.detail':
    'Elle relie cet ordinateur à\u00a0:\n\nSupabase\u00a0: {project}\nLigne\u00a0: {row}\nUtilisateur Supabase\u00a0: {user}\nGazelle\u00a0: {gazelle}\nApplication OAuth\u00a0: {application}\nPersonne à qui s’adresser\u00a0: {helper}\n\n{elsewhere, select, yes {Attention\u00a0: {gazelle} n’est pas gazelleapp.io, l’adresse de Gazelle. N’y entrez pas votre mot de passe Gazelle.} other {Acceptez-la seulement si vous savez qui l’a envoyée.}}',
  'question.invitation.yes': 'Accepter',
  'question.invitation-replace': 'Accepter cette invitation et quitter {from}?',
  'question.invitation-replace.detail':
    'Cet ordinateur est configuré pour {from}. Il serait désormais relié à\u00a0:\n\nSupabase\u00a0: {project}\nLigne\u00a0: {row}\nUtilisateur Supabase\u00a0: {user}\nGazelle\u00a0: {gazelle}\nApplication OAuth\u00a0: {application}\nPersonne à qui s’adresser\u00a0: {helper}\n\n{alerts, select, yes {Les destinations des alertes seront à configurer de nouveau.\n\n} other {}}{elsewhere, select, yes {Attention\u00a0: {gazelle} n’est pas gazelleapp.io, l’adresse de Gazelle. N’y entrez pas votre mot de passe Gazelle.} other {Acceptez-la seulement si vous savez qui l’a envoyée.}}',
  'question.invitation-replace.yes': 'Accepter et remplacer',
  'question.row': 'Conserver le jeton dans une autre ligne?',
  'question.row.detail':
    'Dans {project}, le jeton sera désormais conservé ailleurs.\n\nNouvelle table et nouvelle ligne\u00a0: {to}\nActuelles\u00a0: {from}',
  'question.row.yes': 'Utiliser la nouvelle ligne',
  'question.user': 'Se connecter à {project} avec un autre compte?',
  'question.user.detail': '{to} remplace {from} sur cet ordinateur.',
  'question.user.yes': 'Se connecter',
  'question.sign-out': 'Déconnecter {user} de {project}?',
  'question.sign-out.detail':
    'Cet ordinateur oublie la connexion à Supabase et le mot de passe. Le jeton pourra de nouveau être lu et enregistré après une connexion.',
  'question.sign-out.yes': 'Se déconnecter',
  'question.forget': 'Oublier {project}?',
  'question.forget.detail':
    'Cet ordinateur oublie l’adresse, la clé et l’utilisateur de {project}, les destinations des alertes, ses copies du jeton et la connexion à Gazelle.',
  'question.forget.yes': 'Oublier',
  'question.forget-unsaved': 'Oublier {project} et un jeton non enregistré?',
  'question.forget-unsaved.detail':
    'Cet ordinateur garde un jeton qui n’est pas enregistré dans {project}, et en a la seule copie. Il sera perdu avec l’adresse, la clé, l’utilisateur, la connexion à Gazelle et les destinations des alertes.',
  'question.forget-unsaved.yes': 'Oublier',
  'question.undoable': 'Vous aurez ensuite dix secondes pour revenir en arrière.',
  'question.final': 'Il n’y aura pas de retour en arrière.',
  'question.option.revoke': 'Révoquer aussi les jetons chez Gazelle',
  'question.option.revoke.detail':
    'Si vous révoquez aussi les jetons, tous les programmes qui utilisent le jeton de Supabase s’arrêteront, sur tous les ordinateurs, jusqu’à ce qu’un nouveau jeton y soit enregistré. Dans ce cas, il n’y aura pas de retour en arrière.',
  'question.application': 'Utiliser une autre application OAuth chez {gazelle}?',
  'question.application.detail':
    'Nouvel identifiant client et nouvelle adresse de redirection\u00a0:\n{to}\n\nActuels\u00a0:\n{from}',
  'question.application.yes': 'Utiliser la nouvelle application',
  'question.secret': 'Remplacer le secret client?',
  'question.secret.detail':
    'Pour l’application OAuth {application} chez {gazelle}, cet ordinateur oublie le secret actuel et utilise celui du presse-papiers.',
  'question.secret.yes': 'Remplacer',
  'question.application-forget': 'Oublier l’application OAuth?',
  'question.application-forget.detail':
    'Cet ordinateur oublie l’identifiant client {application}, son adresse de redirection et son secret. Gazelle Keeper ne pourra plus les utiliser pour renouveler le jeton auprès de {gazelle}.',
  'question.application-forget.yes': 'Oublier',
  'question.alerts-email': 'Modifier les alertes par courriel?',
  'question.alerts-email.detail':
    'Nouveaux destinataires et serveur de courriel\u00a0:\n{to}\n\nActuels\u00a0:\n{from}',
  'question.alerts-email.yes': 'Modifier',
  'question.alerts-forget': 'Ne plus envoyer d’alertes à {place}?',
  'question.alerts-forget.detail': 'Cet ordinateur oublie l’adresse, et le mot de passe ou le secret qui l’accompagne.',
  'question.alerts-forget.yes': 'Retirer',
  'question.proxy': 'Remplacer le mot de passe du serveur mandataire {proxy}?',
  'question.proxy.detail': '{to} remplace {from} auprès de {proxy}.',
  'question.proxy.yes': 'Remplacer',
  'question.proxy-forget': 'Oublier le mot de passe du serveur mandataire {proxy}?',
  'question.proxy-forget.detail': 'Cet ordinateur oublie le mot de passe de {user} pour {proxy}.',
  'question.proxy-forget.yes': 'Oublier',
  'question.session': 'Se déconnecter de Gazelle sur cet ordinateur?',
  'question.session.detail':
    'Cet ordinateur oublie la connexion à {gazelle}. Il faudra se connecter pour le prochain renouvellement.',
  'question.session.yes': 'Se déconnecter',
  'question.token': 'Remplacer le jeton dans Supabase?',
  'question.token.detail': 'Dans la ligne {row} de {project}, le jeton {to} remplace le jeton {from}.',
  'question.token.yes': 'Remplacer',
  'question.command-line': 'Permettre à la ligne de commande d’utiliser {project}?',
  'question.command-line.detail':
    'L’adresse, la clé, l’utilisateur et le mot de passe de {project} sont copiés dans le trousseau de cet ordinateur, où vos autres programmes peuvent les lire.',
  'question.command-line.yes': 'Permettre',
  'question.own-data': 'Supprimer ce que vous avez coché, et quitter?',
  'question.own-data.detail': 'Ce qui est supprimé ne peut pas être récupéré. La ligne dans Supabase reste.',
  'question.own-data.yes': 'Supprimer et quitter',
  'question.own-data-profile': 'Supprimer ce que garde cette application, et quitter?',
  'question.own-data-profile.detail':
    'Le projet, sa clé, la connexion à Gazelle, l’historique et tous les autres paramètres sont définitivement supprimés de cet ordinateur. La ligne dans Supabase reste, mais rien sur cet ordinateur ne garde son jeton en vie.',
  'question.own-data-profile.yes': 'Supprimer et quitter',
  'question.own-data-unsaved': 'Supprimer ce que garde cette application, et un jeton non enregistré?',
  'question.own-data-unsaved.detail':
    'Cet ordinateur a la seule copie d’un jeton qui n’est pas encore enregistré dans Supabase. Ce jeton est définitivement perdu avec le reste.',
  'question.own-data-unsaved.yes': 'Supprimer et quitter',
  'question.update': 'Installer la version {version}, et redémarrer?',
  'question.update.detail':
    'Gazelle Keeper finit d’abord ce qu’il fait avec le jeton. Il est absent un instant, puis s’occupe du jeton comme avant.',
  'question.update.yes': 'Installer',
  'question.login': 'Démarrer Gazelle Keeper à l’ouverture de session?',
  'question.login.detail':
    'Le système démarre Gazelle Keeper chaque fois que vous ouvrez une session sur cet ordinateur.',
  'question.login.yes': 'Activer',
  'question.unpressed': 'Avez-vous demandé «\u00a0{what}\u00a0»?',
  'question.unpressed.detail':
    'Une fenêtre de Gazelle Keeper le demande, mais aucun clic ni aucune touche n’a été remarqué. Un lecteur d’écran ou la commande vocale peut en être la cause. Si vous n’avez rien demandé, annulez.',
  'question.unpressed.yes': 'Oui, continuer',

  'revocation.revoked': 'Les jetons sont révoqués et {project} est oublié',
  'revocation.revoked.detail':
    'Gazelle n’accepte plus les jetons de l’application OAuth. Les programmes qui utilisent celui de Supabase ont besoin d’un nouveau jeton.',
  'revocation.failed': '{project} n’a pas été oublié',
  'revocation.row-unread.detail':
    'Le jeton n’a pas pu être lu dans Supabase et n’a donc pas été révoqué. Réessayez plus tard, ou oubliez le projet sans révoquer les jetons.',
  'revocation.unreached.detail':
    'Gazelle est injoignable; les jetons fonctionnent peut-être encore. Réessayez plus tard, ou oubliez le projet sans révoquer les jetons.',
  'revocation.rejected.detail':
    'Gazelle n’a pas révoqué tous les jetons. Vérifiez l’identifiant client et le secret de l’application OAuth, ou oubliez le projet sans révoquer les jetons.',
  'revocation.still-accepted.detail':
    'Gazelle accepte encore un jeton qui devait être révoqué; une autre application OAuth l’a peut-être obtenu. Révoquez-le avec cette application, ou oubliez le projet sans révoquer les jetons.',

  'leave.title': 'Quitter Gazelle Keeper?',
  'leave.detail':
    'Ce bureau n’affiche aucune icône dans la zone de notification. Fermé, Gazelle Keeper ne peut pas renouveler le jeton.',
  'leave.stay': 'Laisser en marche',
  'notify.company.title': 'Jeton d’une autre entreprise',
  'browser.answered': 'Gazelle a répondu. Vous pouvez fermer cet onglet et revenir à Gazelle Keeper.',
  'notify.sign-in.title': 'Connexion à Gazelle requise',
  'notify.soon.title':
    'Le jeton Gazelle expire {day, select, today {aujourd’hui à {time}} tomorrow {demain à {time}} other {dans {count, plural, one {# jour} other {# jours}}}}',
  'notify.soon.body':
    'Il ne peut pas être renouvelé automatiquement. Connectez-vous à Gazelle pour que vos programmes continuent de fonctionner.',
  'notify.blocked.title': 'Gazelle Keeper a besoin de vous',
  'notify.trouble.title': 'Le jeton Gazelle n’est plus vérifié depuis un moment',
  'notify.unattended.title': 'Personne ne suit le jeton Gazelle',
  'notify.unattended.body':
    'Aucun Gazelle Keeper capable de le renouveler n’a été vu depuis {days} jours. Redémarrez-en un ou connectez-vous à Gazelle avant que le jeton n’expire.',
  'notify.solved.first': 'Tout va bien',
  'notify.solved.title': 'Tout va bien de nouveau',
  'notify.remind': 'Me le rappeler demain',
}

export const fr: Catalogue = withCommon(common, own)
