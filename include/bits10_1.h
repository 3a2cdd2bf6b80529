/**
 * `bits10_1.h`: transfer of parts of files on demand (BITS 10.1). The comment of `bits.h` states
 * the rules that hold for every method.
 *
 * Rendered from src/abi/bits10_1.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits10_1.h>
#else
#ifndef __bits10_1_h__
#define __bits10_1_h__

#include "bits.h"
#include "bits1_5.h"
#include "bits2_0.h"
#include "bits2_5.h"
#include "bits3_0.h"
#include "bits4_0.h"
#include "bits5_0.h"

#ifndef __IBackgroundCopyCallback3_FWD_DEFINED__
#define __IBackgroundCopyCallback3_FWD_DEFINED__
typedef struct IBackgroundCopyCallback3 IBackgroundCopyCallback3;
#endif

#ifndef __IBackgroundCopyFile6_FWD_DEFINED__
#define __IBackgroundCopyFile6_FWD_DEFINED__
typedef struct IBackgroundCopyFile6 IBackgroundCopyFile6;
#endif

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyCallback3_INTERFACE_DEFINED__
#define __IBackgroundCopyCallback3_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyCallback3`. */
DEFINE_GUID(IID_IBackgroundCopyCallback3,
    0x98c97bd2, 0xe32b, 0x4ad8, 0xa5, 0x28, 0x95, 0xfd, 0x8b, 0x16, 0xbd, 0x42);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Adds the notification of ranges to callbacks. The client implements this interface; the comment
 * of `IBackgroundCopyCallback` states its rules.
 *
 * @since BITS 10.1
 */
MIDL_INTERFACE("98c97bd2-e32b-4ad8-a528-95fd8b16bd42")
IBackgroundCopyCallback3 : public IBackgroundCopyCallback2 {
public:
    /**
     * Tells the client which ranges of a file have arrived since the last call. It is called for
     * files for which `RequestFileRanges` or `UpdateDownloadPosition` was called, at intervals of
     * at least `BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS`, and needs
     * `BG_NOTIFY_FILE_RANGES_TRANSFERRED`. Ranges that arrived before the registration are left
     * out; `IBackgroundCopyFile6::GetFilledFileRanges` returns all of them.
     *
     * @param[in] job The job. Do not release it.
     * @param[in] file The file. Do not release it.
     * @param[in] rangeCount Number of ranges; at least 1.
     * @param[in] ranges Array of `rangeCount` ranges in ascending order; adjacent ones are
     *   merged. Do not free it.
     * @retval S_OK always. Other codes are ignored.
     *
     * @since BITS 10.1
     */
    virtual HRESULT STDMETHODCALLTYPE FileRangesTransferred(
        IBackgroundCopyJob *job,
        IBackgroundCopyFile *file,
        DWORD rangeCount,
        const BG_FILE_RANGE *ranges) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyCallback3Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyCallback3 *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyCallback3 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyCallback3 *This);
    HRESULT (STDMETHODCALLTYPE *JobTransferred)(
        IBackgroundCopyCallback3 *This,
        IBackgroundCopyJob *pJob);
    HRESULT (STDMETHODCALLTYPE *JobError)(
        IBackgroundCopyCallback3 *This,
        IBackgroundCopyJob *pJob,
        IBackgroundCopyError *pError);
    HRESULT (STDMETHODCALLTYPE *JobModification)(
        IBackgroundCopyCallback3 *This,
        IBackgroundCopyJob *pJob,
        DWORD dwReserved);
    HRESULT (STDMETHODCALLTYPE *FileTransferred)(
        IBackgroundCopyCallback3 *This,
        IBackgroundCopyJob *pJob,
        IBackgroundCopyFile *pFile);
    HRESULT (STDMETHODCALLTYPE *FileRangesTransferred)(
        IBackgroundCopyCallback3 *This,
        IBackgroundCopyJob *job,
        IBackgroundCopyFile *file,
        DWORD rangeCount,
        const BG_FILE_RANGE *ranges);
    END_INTERFACE
} IBackgroundCopyCallback3Vtbl;
struct IBackgroundCopyCallback3 {
    CONST_VTBL struct IBackgroundCopyCallback3Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyCallback3_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyCallback3_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyCallback3_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyCallback3_JobTransferred(This, pJob) \
    ((This)->lpVtbl->JobTransferred(This, pJob))
#define IBackgroundCopyCallback3_JobError(This, pJob, pError) \
    ((This)->lpVtbl->JobError(This, pJob, pError))
#define IBackgroundCopyCallback3_JobModification(This, pJob, dwReserved) \
    ((This)->lpVtbl->JobModification(This, pJob, dwReserved))
#define IBackgroundCopyCallback3_FileTransferred(This, pJob, pFile) \
    ((This)->lpVtbl->FileTransferred(This, pJob, pFile))
#define IBackgroundCopyCallback3_FileRangesTransferred(This, job, file, rangeCount, ranges) \
    ((This)->lpVtbl->FileRangesTransferred(This, job, file, rangeCount, ranges))
#endif
#endif
BITS_UUID(IBackgroundCopyCallback3,
    0x98c97bd2, 0xe32b, 0x4ad8, 0xa5, 0x28, 0x95, 0xfd, 0x8b, 0x16, 0xbd, 0x42)
#endif

#ifndef __IBackgroundCopyFile6_INTERFACE_DEFINED__
#define __IBackgroundCopyFile6_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyFile6`. */
DEFINE_GUID(IID_IBackgroundCopyFile6,
    0xcf6784f7, 0xd677, 0x49fd, 0x93, 0x68, 0xcb, 0x47, 0xae, 0xe9, 0xd1, 0xad);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Adds the transfer of parts on demand to files. The parts can be read while the job runs.
 *
 * Order of calls for a job that transfers only the ranges that are requested:
 *
 * 1. Create a download. Set `BITS_JOB_PROPERTY_ON_DEMAND_MODE` to TRUE with
 *    `IBackgroundCopyJob5::SetProperty`, and add the files.
 * 2. For notifications, add `BG_NOTIFY_FILE_RANGES_TRANSFERRED` with `SetNotifyFlags`, and
 *    register an object with `IBackgroundCopyCallback3`.
 * 3. Retrieve the file with `EnumFiles`, its newer interface with `QueryInterface`, and request
 *    ranges with `RequestFileRanges`.
 * 4. Call `Resume`. The ranges are transferred one after the other, in the order of the requests.
 *    While the job runs, further ranges can be requested.
 * 5. Wait for `FileRangesTransferred`, or poll `GetFilledFileRanges`. A byte of the remote file
 *    stands at the same offset of the file that `IBackgroundCopyFile3::GetTemporaryName` names.
 * 6. When all requested ranges are there, the job is TRANSFERRED if all of its files are whole,
 *    otherwise SUSPENDED. Request further ranges and call `Resume`, or call `Complete`, which
 *    keeps the files that are whole, or `Cancel`.
 *
 * The methods also work for a download without this mode. They then change the order only: the
 * rest of the files is transferred as well.
 *
 * Requirements. The file belongs to a download without dynamic content and with the usual HTTP
 * method, is transferred over HTTP or HTTPS, and is not made of ranges. The server supports byte
 * ranges and sends `ETag` or `Last-Modified`, by which the parts are known to belong to one
 * version of the file.
 *
 * @since BITS 10.1
 */
MIDL_INTERFACE("cf6784f7-d677-49fd-9368-cb47aee9d1ad")
IBackgroundCopyFile6 : public IBackgroundCopyFile5 {
public:
    /**
     * Requests that the data from an offset on is transferred first, and then the data before it.
     * Ranges that were requested come before both. In on-demand mode the method has no effect.
     *
     * @param[in] offset Offset in the remote file, in bytes; at most the size of the file.
     * @retval S_OK on success.
     * @retval BG_E_INVALID_RANGE when the file is shorter.
     * @retval BG_E_RANDOM_ACCESS_NOT_SUPPORTED when the file does not meet the requirements in
     *   the comment of this interface.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 10.1
     */
    virtual HRESULT STDMETHODCALLTYPE UpdateDownloadPosition(UINT64 offset) = 0;
    /**
     * Requests that ranges are transferred before everything else of the job, one after the other.
     * In on-demand mode nothing else is transferred. Ranges may overlap each other and data that
     * is there: no byte is transferred twice. A suspended job stays suspended.
     *
     * Later errors. If the size of the file was not known and a range turns out to lie outside the
     * file, the job enters ERROR with `BG_E_INVALID_RANGE`, and the requests for the file are
     * dropped. If the server cannot send ranges, a job in on-demand mode enters ERROR with
     * `BG_E_INSUFFICIENT_RANGE_SUPPORT`; another one transfers the whole file. If the file changes
     * on the server, a job in on-demand mode drops the data of the file and enters ERROR with
     * `BG_E_REMOTE_FILE_CHANGED`; another one transfers the file again.
     *
     * @param[in] rangeCount Number of ranges; at least 1.
     * @param[in] ranges Array of `rangeCount` ranges of at least one byte each; the length may
     *   be `BG_LENGTH_TO_EOF`.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when `rangeCount` is 0.
     * @retval BG_E_INVALID_RANGE when a range is empty or not within the file.
     * @retval BG_E_TOO_MANY_RANGES_IN_FILE when there are more ranges than a policy allows.
     * @retval BG_E_RANDOM_ACCESS_NOT_SUPPORTED when the file does not meet the requirements in
     *   the comment of this interface.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 10.1
     */
    virtual HRESULT STDMETHODCALLTYPE RequestFileRanges(
        DWORD rangeCount,
        const BG_FILE_RANGE *ranges) = 0;
    /**
     * Retrieves the ranges of the file that are transferred.
     *
     * @param[out] rangeCount Receives the number of ranges; 0 if there is nothing yet.
     * @param[out] ranges Receives the ranges in ascending order, adjacent ones merged, or NULL
     *   if there is nothing yet. Free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     * @retval BG_E_RANDOM_ACCESS_NOT_SUPPORTED when the file does not meet the requirements in
     *   the comment of this interface.
     *
     * @since BITS 10.1
     */
    virtual HRESULT STDMETHODCALLTYPE GetFilledFileRanges(
        DWORD *rangeCount,
        BG_FILE_RANGE **ranges) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyFile6Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyFile6 *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyFile6 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyFile6 *This);
    HRESULT (STDMETHODCALLTYPE *GetRemoteName)(IBackgroundCopyFile6 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *GetLocalName)(IBackgroundCopyFile6 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(
        IBackgroundCopyFile6 *This,
        BG_FILE_PROGRESS *pVal);
    HRESULT (STDMETHODCALLTYPE *GetFileRanges)(
        IBackgroundCopyFile6 *This,
        DWORD *RangeCount,
        BG_FILE_RANGE **Ranges);
    HRESULT (STDMETHODCALLTYPE *SetRemoteName)(IBackgroundCopyFile6 *This, LPCWSTR Val);
    HRESULT (STDMETHODCALLTYPE *GetTemporaryName)(
        IBackgroundCopyFile6 *This,
        LPWSTR *pFilename);
    HRESULT (STDMETHODCALLTYPE *SetValidationState)(IBackgroundCopyFile6 *This, BOOL state);
    HRESULT (STDMETHODCALLTYPE *GetValidationState)(IBackgroundCopyFile6 *This, BOOL *pState);
    HRESULT (STDMETHODCALLTYPE *IsDownloadedFromPeer)(IBackgroundCopyFile6 *This, BOOL *pVal);
    HRESULT (STDMETHODCALLTYPE *GetPeerDownloadStats)(
        IBackgroundCopyFile6 *This,
        PUINT64 pFromOrigin,
        PUINT64 pFromPeers);
    HRESULT (STDMETHODCALLTYPE *SetProperty)(
        IBackgroundCopyFile6 *This,
        BITS_FILE_PROPERTY_ID PropertyId,
        BITS_FILE_PROPERTY_VALUE PropertyValue);
    HRESULT (STDMETHODCALLTYPE *GetProperty)(
        IBackgroundCopyFile6 *This,
        BITS_FILE_PROPERTY_ID PropertyId,
        BITS_FILE_PROPERTY_VALUE *PropertyValue);
    HRESULT (STDMETHODCALLTYPE *UpdateDownloadPosition)(
        IBackgroundCopyFile6 *This,
        UINT64 offset);
    HRESULT (STDMETHODCALLTYPE *RequestFileRanges)(
        IBackgroundCopyFile6 *This,
        DWORD rangeCount,
        const BG_FILE_RANGE *ranges);
    HRESULT (STDMETHODCALLTYPE *GetFilledFileRanges)(
        IBackgroundCopyFile6 *This,
        DWORD *rangeCount,
        BG_FILE_RANGE **ranges);
    END_INTERFACE
} IBackgroundCopyFile6Vtbl;
struct IBackgroundCopyFile6 {
    CONST_VTBL struct IBackgroundCopyFile6Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyFile6_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyFile6_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyFile6_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyFile6_GetRemoteName(This, pVal) \
    ((This)->lpVtbl->GetRemoteName(This, pVal))
#define IBackgroundCopyFile6_GetLocalName(This, pVal) \
    ((This)->lpVtbl->GetLocalName(This, pVal))
#define IBackgroundCopyFile6_GetProgress(This, pVal) \
    ((This)->lpVtbl->GetProgress(This, pVal))
#define IBackgroundCopyFile6_GetFileRanges(This, RangeCount, Ranges) \
    ((This)->lpVtbl->GetFileRanges(This, RangeCount, Ranges))
#define IBackgroundCopyFile6_SetRemoteName(This, Val) \
    ((This)->lpVtbl->SetRemoteName(This, Val))
#define IBackgroundCopyFile6_GetTemporaryName(This, pFilename) \
    ((This)->lpVtbl->GetTemporaryName(This, pFilename))
#define IBackgroundCopyFile6_SetValidationState(This, state) \
    ((This)->lpVtbl->SetValidationState(This, state))
#define IBackgroundCopyFile6_GetValidationState(This, pState) \
    ((This)->lpVtbl->GetValidationState(This, pState))
#define IBackgroundCopyFile6_IsDownloadedFromPeer(This, pVal) \
    ((This)->lpVtbl->IsDownloadedFromPeer(This, pVal))
#define IBackgroundCopyFile6_GetPeerDownloadStats(This, pFromOrigin, pFromPeers) \
    ((This)->lpVtbl->GetPeerDownloadStats(This, pFromOrigin, pFromPeers))
#define IBackgroundCopyFile6_SetProperty(This, PropertyId, PropertyValue) \
    ((This)->lpVtbl->SetProperty(This, PropertyId, PropertyValue))
#define IBackgroundCopyFile6_GetProperty(This, PropertyId, PropertyValue) \
    ((This)->lpVtbl->GetProperty(This, PropertyId, PropertyValue))
#define IBackgroundCopyFile6_UpdateDownloadPosition(This, offset) \
    ((This)->lpVtbl->UpdateDownloadPosition(This, offset))
#define IBackgroundCopyFile6_RequestFileRanges(This, rangeCount, ranges) \
    ((This)->lpVtbl->RequestFileRanges(This, rangeCount, ranges))
#define IBackgroundCopyFile6_GetFilledFileRanges(This, rangeCount, ranges) \
    ((This)->lpVtbl->GetFilledFileRanges(This, rangeCount, ranges))
#endif
#endif
BITS_UUID(IBackgroundCopyFile6,
    0xcf6784f7, 0xd677, 0x49fd, 0x93, 0x68, 0xcb, 0x47, 0xae, 0xe9, 0xd1, 0xad)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Identifies the type library of BITS 10.1. */
DEFINE_GUID(LIBID_BackgroundCopyManager10_1,
    0x8a39e4b6, 0x22c9, 0x4b39, 0x9e, 0x0c, 0xb1, 0xcd, 0xf5, 0xf9, 0x67, 0xfd);

/**
 * Identifies the class of the queue manager of BITS 10.1. It creates the same object as
 * `CLSID_BackgroundCopyManager`.
 */
DEFINE_GUID(CLSID_BackgroundCopyManager10_1,
    0x4bd3e4e1, 0x7bd4, 0x4a2b, 0x99, 0x64, 0x49, 0x64, 0x00, 0xde, 0x51, 0x93);
#ifdef __cplusplus
class BackgroundCopyManager10_1;
#else
typedef struct BackgroundCopyManager10_1 BackgroundCopyManager10_1;
#endif
BITS_UUID(BackgroundCopyManager10_1,
    0x4bd3e4e1, 0x7bd4, 0x4a2b, 0x99, 0x64, 0x49, 0x64, 0x00, 0xde, 0x51, 0x93)

#include "bits10_2.h"

#endif
#endif
