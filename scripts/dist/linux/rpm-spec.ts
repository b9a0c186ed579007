import { licence, maintainer, packageNames } from '../packages.ts'
import { debianVersion, descriptionOf, type PackageKind, wrapped } from './control.ts'

/**
 * The spec of an rpm that takes a finished tree. `tree`: the folder that stands for "/"; `files`: what it owns, as paths of the
 * installed system; `zstd`: how hard it is compressed.
 */
export function rpmSpec(
  kind: PackageKind,
  {
    version,
    tree,
    files,
    epoch,
    zstd,
  }: {
    version: string
    tree: string
    files: readonly string[]
    epoch: number
    zstd: number
  },
): string {
  const [summary, ...paragraphs] = descriptionOf[kind]
  const name = packageNames[kind]
  return `# Nothing is compiled, stripped or signed here, and nothing of this computer gets in.
%global debug_package %{nil}
%global __os_install_post %{nil}
%global _build_id_links none
%global _buildhost reproducible
%global source_date_epoch_from_changelog 0
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
%global _binary_payload w${zstd}T2.zstdio
# Libraries that only this package uses are neither offered to others nor asked of them.
%global __provides_exclude_from ^/usr/lib/${name}/.*$
%global __requires_exclude ^lib(ffmpeg|EGL|GLESv2|vk_swiftshader|vulkan)\\\\.so.*$

Name: ${name}
Version: ${debianVersion(version)}
Release: 1
Summary: ${summary}
License: ${licence}
AutoReqProv: yes

%description
${paragraphs.map((text) => wrapped(text, 78).join('\n')).join('\n\n')}

%install
cp -al '${tree}/.' %{buildroot}/

%files
%defattr(-,root,root,-)
${files.map(fileLine).join('\n')}

%changelog
* ${rpmDate(epoch)} ${maintainer} - ${debianVersion(version)}-1
- What has changed for those who use it: /usr/share/doc/${name}/NEWS.gz
`
}

/** Folders that the package alone has are its own; a setuid program says so, because rpm takes the mode of a file from here. */
function fileLine(file: string): string {
  if (file.endsWith('/')) return `%dir "${file.slice(0, -1)}"`
  return file.endsWith('/chrome-sandbox') ? `%attr(4755,root,root) "${file}"` : `"${file}"`
}

function rpmDate(epoch: number): string {
  const [day = '', date = '', month = '', year = ''] = new Date(epoch * 1000).toUTCString().split(/,? /)
  return `${day} ${month} ${date} ${year}`
}
