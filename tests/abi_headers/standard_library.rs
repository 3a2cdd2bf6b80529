//! Headers of the standard libraries compile before and after `<bits.h>`, whose annotations `__in`
//! and `__out` are names of parameters in libstdc++.

use std::fs;
use std::path::Path;

use bits_test_support::needs::{CLANG, CLANGXX, GCC, GXX, LIBCXX};
use bits_test_support::toolchain::{C_STANDARDS, CPP_STANDARDS, compiler, in_parallel, succeed};

/// The headers of the C++ standards. Those that a library or a standard lacks are left out.
/// <coroutine> is missing here, because it stops with an error in older standards.
const CPP_HEADERS: &str = "algorithm any array atomic barrier bit bitset charconv chrono codecvt \
    compare complex concepts condition_variable deque exception execution expected \
    filesystem flat_map flat_set format forward_list fstream functional future generator \
    initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map \
    mdspan memory memory_resource mutex new numbers numeric optional ostream print queue random \
    ranges ratio regex scoped_allocator semaphore set shared_mutex source_location span \
    spanstream sstream stack stacktrace stdexcept stdfloat stop_token streambuf string \
    string_view syncstream system_error thread tuple type_traits typeindex typeinfo \
    unordered_map unordered_set utility valarray variant vector version cassert cctype cerrno \
    cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint cstdio \
    cstdlib cstring ctime cuchar cwchar cwctype";

/// The headers of C and of POSIX systems.
const C_HEADERS: &str = "assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h \
    limits.h locale.h math.h setjmp.h signal.h stdarg.h stdbool.h stddef.h stdint.h stdio.h \
    stdlib.h string.h tgmath.h time.h uchar.h wchar.h wctype.h aio.h arpa/inet.h cpio.h dirent.h \
    dlfcn.h fcntl.h fmtmsg.h fnmatch.h ftw.h glob.h grp.h iconv.h langinfo.h libgen.h link.h \
    monetary.h mqueue.h ndbm.h net/if.h netdb.h netinet/in.h netinet/tcp.h nl_types.h poll.h \
    pthread.h pwd.h regex.h resolv.h sched.h search.h semaphore.h spawn.h strings.h \
    sys/epoll.h sys/eventfd.h sys/file.h sys/inotify.h sys/ioctl.h sys/ipc.h sys/mman.h \
    sys/mount.h sys/msg.h sys/param.h sys/prctl.h sys/random.h sys/resource.h sys/select.h \
    sys/sem.h sys/sendfile.h sys/shm.h sys/signalfd.h sys/socket.h sys/stat.h sys/statvfs.h \
    sys/syscall.h sys/time.h sys/timerfd.h sys/times.h sys/types.h sys/uio.h sys/un.h \
    sys/utsname.h sys/wait.h sys/xattr.h syslog.h tar.h termios.h ulimit.h unistd.h utime.h \
    utmpx.h wordexp.h linux/falloc.h linux/fs.h linux/futex.h linux/netlink.h linux/rtnetlink.h \
    linux/stat.h linux/types.h";

#[test(needs = [GCC, CLANG])]
fn c_headers_compile_before_and_after() {
    for program in ["gcc", "clang"] {
        compile_around(program, &[], &C_STANDARDS, "c");
    }
}

#[test(needs = [GXX])]
fn cpp_headers_compile_before_and_after_with_gxx() {
    compile_around("g++", &[], &CPP_STANDARDS, "c++");
}

#[test(needs = [CLANGXX])]
fn cpp_headers_compile_before_and_after_with_clangxx() {
    compile_around("clang++", &[], &CPP_STANDARDS, "c++");
}

#[test(needs = [LIBCXX])]
fn cpp_headers_compile_before_and_after_with_libcxx() {
    compile_around("clang++", &["-stdlib=libc++"], &CPP_STANDARDS, "c++");
}

/// Compiles all headers of the standard libraries after `<bits.h>`, before it, and backwards after
/// it; then a function with an old annotation.
fn compile_around(program: &str, arguments: &[&str], standards: &[&str], language: &str) {
    let dir = tempfile::tempdir().unwrap();
    let mut lines: Vec<String> = C_HEADERS.split_whitespace().map(include).collect();
    if language == "c++" {
        // <complex.h> and <tgmath.h> of C have macros that the C++ headers do not expect.
        lines.retain(|line| !line.contains("complex.h") && !line.contains("tgmath.h"));
        lines.extend(CPP_HEADERS.split_whitespace().map(include));
    }
    let forward = lines.concat();
    lines.reverse();
    let backward = lines.concat();
    let bits = "#include <bits.h>\n";
    let used = "void used(__in LONG a, __out LONG *b);\n";
    let sources = [
        ("after", format!("{bits}{forward}{used}")),
        ("backward", format!("{bits}{backward}{used}")),
        ("before", format!("{forward}{bits}{used}")),
    ];
    for (name, text) in &sources {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let oldest_and_newest = [standards[0], standards[standards.len() - 1]];
    let jobs: Vec<_> = oldest_and_newest
        .iter()
        .flat_map(|standard| sources.iter().map(move |(name, _)| (standard, name)))
        .collect();
    in_parallel(&jobs, |(standard, name)| {
        compile(
            program,
            arguments,
            standard,
            language,
            &dir.path().join(name),
        );
    });
    println!(
        "{program} {arguments:?}: {} headers, {} compilations",
        lines.len(),
        jobs.len()
    );
}

fn include(name: &str) -> String {
    format!("#if __has_include(<{name}>)\n#include <{name}>\n#endif\n")
}

fn compile(program: &str, arguments: &[&str], standard: &str, language: &str, source: &Path) {
    // POSIX headers need the extensions of GNU.
    let mut command = compiler(program, &standard.replacen('c', "gnu", 1));
    command.args(arguments);
    succeed(command.args(["-fsyntax-only", "-x", language]).arg(source));
}
