//! A systemd service as its unit files describe it: what they say outside of any section is ignored by systemd, and here it is told.

use std::fs;
use std::path::{Path, PathBuf};

use crate::inside;

/// Where systemd looks, first the files that win (systemd.unit(5), "Unit File Load Path").
const FOLDERS: &[&str] = &[
    "/etc/systemd/system.control",
    "/run/systemd/system.control",
    "/run/systemd/transient",
    "/etc/systemd/system",
    "/run/systemd/system",
    "/run/systemd/generator",
    "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system",
    "/lib/systemd/system",
];
/// Sections of a service's files; those that begin with `X-` are anybody's.
const SECTIONS: &[&str] = &["Unit", "Service", "Install"];

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// An assignment before the first section: systemd ignores it.
    Outside,
    /// A section that systemd does not know; all of it is ignored.
    Unknown(String),
    /// A setting of `[Service]` in another section.
    Misplaced(String),
}

/// A line that systemd ignores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// The file.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
    /// Why it is ignored.
    pub mistake: Mistake,
}

/// A service.
#[derive(Clone, Debug, Default)]
pub struct Service {
    /// With its suffix.
    pub name: String,
    /// Its files, the unit's own first.
    pub files: Vec<PathBuf>,
    /// What they say in vain.
    pub ignored: Vec<Ignored>,
    /// Environment= assignments that take effect, as written.
    pub environment: Vec<String>,
    /// The user that it runs as.
    pub user: Option<String>,
    /// Restrictions under which no socket or device of ours can be opened, as written.
    pub restrictions: Vec<String>,
    /// Processes of its control group.
    pub pids: Vec<i32>,
}

impl Service {
    /// Reads the files of a service below a root, and its control group.
    pub fn look(root: &Path, name: &str) -> Self {
        let name = if name.contains('.') { name.to_owned() } else { format!("{name}.service") };
        let mut service = Self { name: name.clone(), ..Self::default() };
        let unit = FOLDERS
            .iter()
            .map(|folder| Path::new(folder).join(&name))
            .find(|path| inside(root, path).exists());
        service.files.extend(unit);
        let mut seen = Vec::new();
        for folder in FOLDERS {
            let folder = Path::new(folder).join(format!("{name}.d"));
            let mut drop_ins: Vec<_> = fs::read_dir(inside(root, &folder))
                .into_iter()
                .flatten()
                .flatten()
                .map(|entry| entry.file_name())
                .filter(|name| name.to_string_lossy().ends_with(".conf") && !seen.contains(name))
                .collect();
            drop_ins.sort();
            service.files.extend(drop_ins.iter().map(|name| folder.join(name)));
            seen.extend(drop_ins);
        }
        for file in service.files.clone() {
            // One that cannot be read says nothing.
            let text = fs::read_to_string(inside(root, &file)).unwrap_or_default();
            service.read(&file, &text);
        }
        service.pids = pids(&inside(root, Path::new("/sys/fs/cgroup")), &name, 0);
        service
    }

    fn read(&mut self, file: &Path, text: &str) {
        let mut section = None;
        let mut is_continued = false;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            let is_rest = std::mem::replace(&mut is_continued, line.ends_with('\\'));
            if line.is_empty() || line.starts_with(['#', ';']) || is_rest {
                continue;
            }
            let ignored =
                |mistake| Ignored { file: file.to_owned(), line: index + 1, text: line.to_owned(), mistake };
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                if !SECTIONS.contains(&name) && !name.starts_with("X-") {
                    self.ignored.push(ignored(Mistake::Unknown(name.to_owned())));
                }
                section = Some(name.to_owned());
                continue;
            }
            let Some((key, value)) = line.split_once('=') else { continue };
            let (key, value) = (key.trim(), value.trim());
            match section.as_deref() {
                None => self.ignored.push(ignored(Mistake::Outside)),
                Some("Service") => self.setting(key, value),
                Some(other)
                    if matches!(key, "Environment" | "EnvironmentFile" | "ExecStart") && other != "X-" =>
                {
                    self.ignored.push(ignored(Mistake::Misplaced(other.to_owned())));
                }
                Some(_) => {}
            }
        }
    }

    fn setting(&mut self, key: &str, value: &str) {
        match key {
            "Environment" if value.is_empty() => self.environment.clear(),
            "Environment" => self.environment.push(value.to_owned()),
            "User" => self.user = Some(value.to_owned()),
            "RestrictAddressFamilies"
                if !value.is_empty() && value.starts_with('~') == value.contains("AF_UNIX") =>
            {
                self.restrictions.push(format!("{key}={value}"));
            }
            "RootDirectory" | "RootImage" => self.restrictions.push(format!("{key}={value}")),
            _ => {}
        }
    }
}

/// Processes of the control group of this name, wherever it lies below `folder`.
fn pids(folder: &Path, name: &str, depth: u32) -> Vec<i32> {
    const DEEPEST: u32 = 4;
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        if entry.file_name().to_string_lossy() == name {
            let text = fs::read_to_string(entry.path().join("cgroup.procs")).unwrap_or_default();
            found.extend(text.lines().filter_map(|line| line.parse::<i32>().ok()));
        } else if depth < DEEPEST {
            found.extend(pids(&entry.path(), name, depth + 1));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Service {
        let mut service = Service::default();
        service.read(Path::new("/x.conf"), text);
        service
    }

    #[test]
    fn what_stands_before_the_first_section_is_ignored_and_told() {
        let service = read("# a drop-in\nEnvironment=A=1\n\n[Service]\nEnvironment=B=2\n");
        assert_eq!(service.environment, ["B=2"]);
        let [ignored] = service.ignored.as_slice() else { panic!("{:?}", service.ignored) };
        assert_eq!((ignored.line, &ignored.mistake), (2, &Mistake::Outside));
    }

    #[test]
    fn a_section_in_other_letters_is_none() {
        let service = read("[service]\nEnvironment=A=1\n[X-Ours]\nA=b\n");
        assert_eq!(service.ignored[0].mistake, Mistake::Unknown("service".into()));
        assert_eq!(service.ignored[1].mistake, Mistake::Misplaced("service".into()));
        assert_eq!(service.ignored.len(), 2);
    }

    #[test]
    fn an_empty_assignment_takes_the_earlier_ones_away_and_long_lines_are_one() {
        let service =
            read("[Service]\nEnvironment=A=1\nEnvironment=\nEnvironment=B=2 \\\n C=3\nUser=ollama\n");
        assert_eq!(service.environment, ["B=2 \\"]);
        assert_eq!(service.user.as_deref(), Some("ollama"));
        assert!(service.ignored.is_empty());
        let service = read("[Service]\nRestrictAddressFamilies=AF_INET\n");
        assert_eq!(service.restrictions.len(), 1);
        assert!(read("[Service]\nRestrictAddressFamilies=AF_UNIX AF_INET\n").restrictions.is_empty());
        assert_eq!(read("[Service]\nRestrictAddressFamilies=~AF_UNIX\n").restrictions.len(), 1);
    }
}
